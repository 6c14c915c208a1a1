package io.beanpod.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Namespaces;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In a network namespace of its own, where nobody else listens. */
class ListeningSocketTest {
  private NetworkLab lab;

  @BeforeEach
  void makeNamespace() throws IOException {
    lab = NetworkLab.make();
    try (Netlink netlink = lab.netlink()) {
      netlink.execute(Link.switchOn(Link.find(netlink, "lo").orElseThrow().index()));
    }
  }

  @AfterEach
  void end() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  private List<ListeningSocket> all() throws IOException {
    try (Fd network = lab.network();
        Netlink sockets = Netlink.sockets(network)) {
      List<ListeningSocket> all = new ArrayList<>();
      for (String protocol : ListeningSocket.PROTOCOLS) {
        all.addAll(ListeningSocket.all(sockets, protocol));
      }
      return all;
    }
  }

  private List<ListeningSocket> at(String protocol, int port, int most) throws IOException {
    try (Fd network = lab.network();
        Netlink sockets = Netlink.sockets(network)) {
      return ListeningSocket.at(sockets, protocol, port, most);
    }
  }

  @Test
  void whoWaitsIsListedAndWhoIsConnectedIsNot() throws IOException {
    assertThat(all()).isEmpty();
    try (Fd network = lab.network();
        ServerSocket tcp =
            Namespaces.inNetwork(
                network, () -> new ServerSocket(8080, 1, InetAddress.getLoopbackAddress()));
        DatagramSocket udp = Namespaces.inNetwork(network, () -> new DatagramSocket(53));
        DatagramSocket peer = Namespaces.inNetwork(network, () -> new DatagramSocket(54))) {
      peer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53));
      assertThat(all())
          .extracting(ListeningSocket::protocol, ListeningSocket::endpoint)
          .containsExactlyInAnyOrder(tuple("TCP", "127.0.0.1:8080"), tuple("UDP", "[::]:53"));
      assertThat(tcp.isBound() && udp.isBound()).isTrue();
      for (ListeningSocket socket : all()) {
        assertThat(links()).contains("socket:[" + socket.inode() + "]");
      }
    }
    assertThat(all()).isEmpty();
  }

  @Test
  void ofOnePortNoOthersComeAndOnlySoMany() throws IOException {
    List<DatagramSocket> open = new ArrayList<>();
    try (Fd network = lab.network()) {
      for (int i = 1; i <= 500; i++) { // several messages of 32 KiB
        InetAddress own = InetAddress.getByName("127.0." + i / 250 + "." + (1 + i % 250));
        open.add(Namespaces.inNetwork(network, () -> new DatagramSocket(0x1234, own)));
        open.add(Namespaces.inNetwork(network, () -> new DatagramSocket(0x3412, own)));
      }
      assertThat(at("UDP", 0x1234, 1000)).hasSize(500).allMatch(s -> s.port() == 0x1234);
      assertThat(at("UDP", 0x1234, 7)).hasSize(7);
      assertThat(at("UDP", 53, 7)).isEmpty();
      assertThat(at("TCP", 0x1234, 7)).isEmpty();
      assertThat(at("SCTP", 0x1234, 7)).isEmpty();
    } finally {
      open.forEach(DatagramSocket::close);
    }
  }

  private static List<String> links() throws IOException {
    try (var links = Files.list(Path.of("/proc/self/fd"))) {
      return links.filter(Files::isSymbolicLink).map(ListeningSocketTest::target).toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
