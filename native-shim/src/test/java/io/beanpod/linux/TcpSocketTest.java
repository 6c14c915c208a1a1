package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpSocketTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void bytesGoBothWays(String host) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    TreeSet<String> before;
    try (ServerSocket listening = listen(address);
        NativeBuffer buffer = new NativeBuffer(16)) {
      before = Lab.descriptors();
      try (Fd client = TcpSocket.open(address.getAddress())) {
        TcpSocket.connect(client, address.getAddress(), listening.getLocalPort());
        try (Socket server = listening.accept()) {
          byte[] ping = "xxping".getBytes(StandardCharsets.US_ASCII);
          buffer.copyFrom(ping, 0, 0, ping.length);
          assertThat(TcpSocket.send(client, buffer, 2, 4)).isEqualTo(4);
          assertThat(server.getInputStream().readNBytes(4))
              .asString(StandardCharsets.US_ASCII)
              .isEqualTo("ping");
          server.getOutputStream().write("pong".getBytes(StandardCharsets.US_ASCII));
          server.shutdownOutput();
          assertThat(TcpSocket.receive(client, buffer, 3)).isEqualTo(3);
          assertThat(TcpSocket.receive(client, buffer, 16)).isEqualTo(1);
          assertThat(buffer.byteAt(0)).isEqualTo((byte) 'g');
          assertThat(TcpSocket.receive(client, buffer, 16)).isZero();
        }
      }
      assertThat(Lab.descriptors()).isEqualTo(before);
    }
  }

  @Test
  void aPortThatNobodyListensOnRefuses() throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    int port;
    try (ServerSocket socket = listen(InetAddress.getByAddress(loopback))) {
      port = socket.getLocalPort();
    }
    try (Fd client = TcpSocket.open(loopback)) {
      assertThatThrownBy(() -> TcpSocket.connect(client, loopback, port))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
    }
  }

  @Test
  void waitingEndsWithTheTimeout() throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    try (ServerSocket listening = listen(InetAddress.getByAddress(loopback));
        NativeBuffer buffer = new NativeBuffer(64 * 1024);
        Fd client = TcpSocket.open(loopback)) {
      TcpSocket.connect(client, loopback, listening.getLocalPort());
      UnixSocket.timeout(client, 20);
      assertThat(TcpSocket.receive(client, buffer, 1)).isEqualTo(-1);
      int sent;
      do { // until no buffer takes any more
        sent = TcpSocket.send(client, buffer, 0, buffer.size());
      } while (sent >= 0);
      assertThat(sent).isEqualTo(-1);
    }
  }

  @Test
  void aPeerThatHasGoneIsAnErrorAndNotASignal() throws IOException {
    byte[] loopback = {127, 0, 0, 1};
    try (ServerSocket listening = listen(InetAddress.getByAddress(loopback));
        NativeBuffer buffer = new NativeBuffer(16);
        Fd client = TcpSocket.open(loopback)) {
      TcpSocket.connect(client, loopback, listening.getLocalPort());
      reset(listening);
      assertThatThrownBy(
              () -> {
                TcpSocket.receive(client, buffer, 1);
                TcpSocket.send(client, buffer, 0, 1);
              })
          .isInstanceOf(SyscallException.class);
      assertThatThrownBy(() -> TcpSocket.send(client, buffer, 0, 1))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPIPE));
    }
  }

  @Test
  void nothingOutsideTheBufferIsSent() throws IOException {
    try (NativeBuffer buffer = new NativeBuffer(16);
        Fd client = TcpSocket.open(new byte[] {127, 0, 0, 1})) {
      assertThatThrownBy(() -> TcpSocket.send(client, buffer, 1, 16))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> TcpSocket.receive(client, buffer, 17))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private static ServerSocket listen(InetAddress address) throws IOException {
    return new ServerSocket(0, 5, address);
  }

  /** Accepts, and closes with a reset. */
  private static void reset(ServerSocket listening) throws IOException {
    try (Socket server = listening.accept()) {
      server.setSoLinger(true, 0);
    } catch (SocketException e) {
      throw new IOException("cannot reset the connection", e);
    }
  }
}
