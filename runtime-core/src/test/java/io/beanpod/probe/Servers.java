package io.beanpod.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that does what a test wants with each connection, one after the other. */
final class Servers implements AutoCloseable {
  /** What it does with a connection; it is closed afterwards. */
  @FunctionalInterface
  interface Conduct {
    void with(Socket connection) throws IOException;
  }

  private final ServerSocket listening;

  /** What was asked, up to the empty line. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private Servers(Conduct conduct) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread thread = new Thread(() -> serve(conduct), "server");
    thread.setDaemon(true);
    thread.start();
  }

  static Servers doing(Conduct conduct) throws IOException {
    return new Servers(conduct);
  }

  /** Answers each request with the next of these, the last one for ever. */
  static Servers answering(String... answers) throws IOException {
    Servers[] self = new Servers[1];
    int[] next = new int[1];
    self[0] =
        new Servers(
            connection -> {
              self[0].requests.add(head(connection.getInputStream()));
              String answer = answers[Math.min(next[0]++, answers.length - 1)];
              OutputStream out = connection.getOutputStream();
              out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
              out.flush();
            });
    return self[0];
  }

  /** A port on which nobody listens. */
  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Reads up to the empty line. */
  static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private void serve(Conduct conduct) {
    while (!listening.isClosed()) {
      try (Socket connection = listening.accept()) {
        conduct.with(connection);
      } catch (IOException e) {
        continue; // the prober has gone, or the test is over
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
