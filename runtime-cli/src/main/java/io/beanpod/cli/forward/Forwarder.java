package io.beanpod.cli.forward;

import io.beanpod.cli.Failure;
import io.beanpod.cli.Output;
import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.Namespaces;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TcpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens here and dials in a pod: for each connection a socket is made in the pod's network
 * namespace, so that also a server is reached which listens on the pod's 127.0.0.1 only.
 */
public final class Forwarder {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] LOOPBACK6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final int BACKLOG = 128;

  private final Fd network;
  private final Output out;
  private final Output err;
  private final List<ServerSocket> listening = new ArrayList<>();

  /**
   * @param network the pod's network namespace
   */
  public Forwarder(Fd network, Output out, Output err) {
    this.network = network;
    this.out = out;
    this.err = err;
  }

  /**
   * Listens for one port, and serves it on threads of its own.
   *
   * @param addresses {@code localhost}, which is 127.0.0.1 and ::1, and addresses of this machine
   * @throws Failure where none of the addresses can be listened on, with the reason of each
   */
  public void listen(ForwardedPort port, List<String> addresses) throws IOException {
    List<String> problems = new ArrayList<>();
    int local = port.local();
    boolean any = false;
    for (String word : addresses) {
      boolean all = word.equals("localhost");
      for (String address : all ? List.of("127.0.0.1", "::1") : List.of(word)) {
        try {
          local = listen(address, local, port.remote());
          any = true;
        } catch (IOException e) {
          problems.add(hostPort(address, local) + ": " + e.getMessage());
        }
      }
    }
    if (!any) {
      throw new Failure(
          "unable to listen on any of the requested ports: "
              + local
              + " -> "
              + port.remote()
              + " ("
              + String.join("; ", problems)
              + ")");
    }
  }

  private int listen(String address, int local, int remote) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      byte[] bytes = IpAddress.parse(address).orElseThrow().bytes();
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(bytes), local), BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    listening.add(socket);
    int bound = socket.getLocalPort();
    say(out, "Forwarding from " + hostPort(address, bound) + " -> " + remote);
    Thread.ofPlatform().daemon().name("listen-" + bound).start(() -> serve(socket, remote));
    return bound;
  }

  private void serve(ServerSocket socket, int remote) {
    int local = socket.getLocalPort();
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        say(out, "Handling connection for " + local);
        Thread.ofPlatform().daemon().name("forward").start(() -> forward(client, local, remote));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          say(err, "error: nothing more is forwarded from port " + local + ": " + e.getMessage());
        }
        return;
      }
    }
  }

  private void forward(Socket client, int local, int remote) {
    try {
      Fd server;
      try {
        server = dial(remote);
      } catch (IOException e) {
        client.setSoLinger(true, 0); // the client is refused, as the pod has refused
        client.close();
        throw e;
      }
      new Tunnel(client, server).run();
    } catch (IOException e) {
      say(
          err,
          "error: an error occurred forwarding " + local + " -> " + remote + ": " + e.getMessage());
    }
  }

  /** On 127.0.0.1, else on ::1. */
  private Fd dial(int port) throws IOException {
    try {
      return dial(LOOPBACK, port);
    } catch (SyscallException e) {
      try {
        return dial(LOOPBACK6, port);
      } catch (SyscallException alsoNot) {
        e.addSuppressed(alsoNot);
        throw new IOException(
            "nothing listens on port " + port + " in the pod: " + e.getMessage(), e);
      }
    }
  }

  private Fd dial(byte[] address, int port) throws IOException {
    Fd socket = Namespaces.inNetwork(network, () -> TcpSocket.open(address));
    try {
      TcpSocket.connect(socket, address, port);
      return socket;
    } catch (SyscallException e) {
      socket.close();
      throw e;
    }
  }

  /** Ends the listening; connections go on to their end. */
  public void close() throws IOException {
    for (ServerSocket socket : listening) {
      socket.close();
    }
  }

  private static String hostPort(String address, int port) {
    return address.indexOf(':') >= 0 ? "[" + address + "]:" + port : address + ":" + port;
  }

  private synchronized void say(Output to, String line) {
    to.line(line);
    to.flush();
  }
}
