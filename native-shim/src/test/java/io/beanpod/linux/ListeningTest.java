package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningTest {
  /** One that is free: another process may take it before the test does, as ever. */
  private static IpEndpoint free(String address) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(address))) {
      return new IpEndpoint(IpAddress.parse(address).orElseThrow(), socket.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "::"})
  void aDatagramComesWithItsSenderAndIsAnswered(String address) throws IOException {
    IpEndpoint at = free(address);
    try (Fd server = Listening.udp(at);
        NativeBuffer buffer = new NativeBuffer(UdpSocket.MAX);
        DatagramSocket client = new DatagramSocket()) {
      assertThat(UdpSocket.receive(server, buffer, false)).isEmpty();
      String host = address.equals("::") ? "127.0.0.1" : address;
      InetSocketAddress to = new InetSocketAddress(InetAddress.getByName(host), at.port());
      client.send(new DatagramPacket("ping".getBytes(StandardCharsets.US_ASCII), 4, to));
      UdpSocket.Datagram datagram = UdpSocket.receive(server, buffer, true).orElseThrow();
      assertThat(new String(datagram.bytes(), StandardCharsets.US_ASCII)).isEqualTo("ping");
      assertThat(datagram.from())
          .hasToString((host.equals("::1") ? "[::1]:" : "127.0.0.1:") + client.getLocalPort());
      UdpSocket.send(server, "pong".getBytes(StandardCharsets.US_ASCII), datagram.from());
      DatagramPacket answer = new DatagramPacket(new byte[8], 8);
      client.receive(answer);
      assertThat(answer.getLength()).isEqualTo(4);
      assertThat(answer.getPort()).isEqualTo(at.port());
    }
  }

  @Test
  void aConnectedSocketIsToldThatNobodyListens() throws IOException {
    try (Fd client = UdpSocket.connect(free("127.0.0.1"));
        NativeBuffer buffer = new NativeBuffer(16)) {
      UdpSocket.send(client, new byte[1]);
      UnixSocket.timeout(client, 10_000);
      assertThatThrownBy(() -> UdpSocket.receive(client, buffer, true))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "::"})
  void aConnectionComesWithItsPeer(String address) throws IOException {
    IpEndpoint at = free(address);
    String host = address.equals("::") ? "127.0.0.1" : address;
    try (Fd server = Listening.tcp(at);
        Socket client = new Socket(host, at.port())) {
      Listening.Accepted accepted = Listening.accept(server);
      try (Fd socket = accepted.socket()) {
        assertThat(accepted.peer().port()).isEqualTo(client.getLocalPort());
        assertThat(accepted.peer().address()).isEqualTo(IpAddress.parse(host).orElseThrow());
        socket.write("hello".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(client.getInputStream().readAllBytes()).hasSize(5);
    }
  }

  @Test
  void aPortIsTakenByOneOnly() throws IOException {
    IpEndpoint at = free("127.0.0.1");
    IpEndpoint any = new IpEndpoint(IpAddress.parse("::").orElseThrow(), at.port());
    try (Fd tcp = Listening.tcp(at);
        Fd udp = Listening.udp(at)) {
      for (IpEndpoint other : new IpEndpoint[] {at, any}) {
        assertThatThrownBy(() -> Listening.tcp(other).close())
            .isInstanceOf(SyscallException.class)
            .hasMessageContaining(other + "/tcp")
            .hasMessageContaining("EADDRINUSE");
        assertThatThrownBy(() -> Listening.udp(other).close()).hasMessageContaining("EADDRINUSE");
      }
    }
  }
}
