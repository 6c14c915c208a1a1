import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Load for build/bench-network.sh, bounded in count. {@code sink PORT} reads one connection to its
 * end; {@code source ADDRESS PORT MEGABYTES} sends that much to a sink and prints MB/s; {@code
 * connections ADDRESS PORT COUNT} has COUNT connections to a Redis server, one after the other, and
 * prints how many it had per second.
 */
final class NetworkLoad {
  private static final int MEGABYTE = 1 << 20;

  private NetworkLoad() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[args[0].equals("sink") ? 1 : 2]);
    switch (args[0]) {
      case "sink" -> sink(port);
      case "source" -> source(new InetSocketAddress(args[1], port), Integer.parseInt(args[3]));
      case "connections" ->
          connections(new InetSocketAddress(args[1], port), Integer.parseInt(args[3]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void sink(int port) throws IOException {
    byte[] buffer = new byte[MEGABYTE];
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        while (in.read(buffer) >= 0) {
          continue; // only the time counts
        }
      } // the sender sees this end, and that all has arrived
    }
  }

  private static void source(InetSocketAddress to, int megabytes)
      throws IOException, InterruptedException {
    byte[] data = new byte[MEGABYTE];
    try (Socket socket = connected(to)) {
      OutputStream out = socket.getOutputStream();
      long start = System.nanoTime();
      for (int i = 0; i < megabytes; i++) {
        out.write(data);
      }
      socket.shutdownOutput();
      if (socket.getInputStream().read() >= 0) {
        throw new IOException("the sink has nothing to say");
      }
      System.out.println(perSecond((long) megabytes * MEGABYTE / 1_000_000, start));
    }
  }

  /** The sink is just being started. */
  private static Socket connected(InetSocketAddress to) throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      Socket socket = new Socket();
      try {
        socket.connect(to, 5000);
        return socket;
      } catch (IOException e) {
        socket.close();
        if (tries == 500) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  private static void connections(InetSocketAddress to, int count) throws IOException {
    byte[] ping = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      try (Socket socket = new Socket()) {
        socket.setSoLinger(true, 0); // thousands of ports in TIME_WAIT would be in the way
        socket.setTcpNoDelay(true);
        socket.connect(to, 5000);
        socket.getOutputStream().write(ping);
        if (socket.getInputStream().read() != '+') {
          throw new IOException(to + " is no Redis server");
        }
      }
    }
    System.out.println(perSecond(count, start));
  }

  private static String perSecond(long count, long start) {
    return String.format("%.1f", count * 1e9 / (System.nanoTime() - start));
  }
}
