package io.beanpod.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.linux.IpAddress;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Listening;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers on this host's loopback stand for pods. */
class HostPortProxiesTest {
  private static final IpAddress HERE = IpAddress.parse("127.0.0.1").orElseThrow();

  private final HostPortProxies proxies = new HostPortProxies();
  private final int port = freePort();

  HostPortProxiesTest() throws IOException {}

  @AfterEach
  void none() {
    proxies.keep(Map.of());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static ServerSocket pod() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @Test
  void bothSidesMayEndTheirHalfFirst() throws IOException {
    try (ServerSocket pod = pod()) {
      proxies.add(
          "tcp-" + port + "-any",
          Listening.tcp(new IpEndpoint(HERE, port)),
          new IpEndpoint(HERE, pod.getLocalPort()));
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
          Socket server = pod.accept()) {
        byte[] much = new byte[1 << 20];
        much[much.length - 1] = 7;
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    client.getOutputStream().write(much);
                    client.shutdownOutput();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
        assertThat(server.getInputStream().readAllBytes()).isEqualTo(much);
        server.getOutputStream().write(new byte[] {1, 2, 3}); // after the client's end
        server.shutdownOutput();
        assertThat(client.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void aPodThatDoesNotListenEndsTheConnection() throws IOException {
    ServerSocket pod = pod();
    pod.close();
    proxies.add(
        "tcp-" + port + "-any",
        Listening.tcp(new IpEndpoint(HERE, port)),
        new IpEndpoint(HERE, pod.getLocalPort()));
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(readOrReset(client)).isEqualTo(-1);
    }
  }

  private static int readOrReset(Socket client) throws IOException {
    try {
      return client.getInputStream().read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  @Test
  void aPortIsClosedWithItsPod() throws IOException, InterruptedException {
    try (ServerSocket pod = pod()) {
      String name = "tcp-" + port + "-any";
      IpEndpoint target = new IpEndpoint(HERE, pod.getLocalPort());
      proxies.add(name, Listening.tcp(new IpEndpoint(HERE, port)), target);
      proxies.keep(Map.of(name, target));
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      proxies.keep(Map.of());
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void eachClientGetsItsOwnAnswers() throws IOException {
    try (DatagramSocket pod = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket one = new DatagramSocket();
        DatagramSocket two = new DatagramSocket()) {
      proxies.add(
          "udp-" + port + "-any",
          Listening.udp(new IpEndpoint(HERE, port)),
          new IpEndpoint(HERE, pod.getLocalPort()));
      for (int round = 0; round < 2; round++) {
        send(one, 1);
        DatagramPacket first = receive(pod);
        send(two, 2);
        DatagramPacket second = receive(pod);
        assertThat(first.getData()[0]).isEqualTo((byte) 1);
        pod.send(new DatagramPacket(new byte[] {20}, 1, second.getSocketAddress()));
        pod.send(new DatagramPacket(new byte[] {10}, 1, first.getSocketAddress()));
        assertThat(receive(one).getData()[0]).isEqualTo((byte) 10);
        DatagramPacket answer = receive(two);
        assertThat(answer.getData()[0]).isEqualTo((byte) 20);
        assertThat(answer.getPort()).isEqualTo(port);
      }
    }
  }

  private void send(DatagramSocket from, int what) throws IOException {
    from.send(
        new DatagramPacket(
            new byte[] {(byte) what},
            1,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(60_000);
    DatagramPacket packet = new DatagramPacket(new byte[16], 16);
    socket.receive(packet);
    return packet;
  }
}
