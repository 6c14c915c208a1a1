package io.beanpod.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import io.beanpod.linux.netlink.Address;
import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.ListeningSocket;
import io.beanpod.linux.netlink.Route;
import io.beanpod.network.DeclaredPort;
import io.beanpod.network.PortInUse;
import io.beanpod.network.SocketOwners.Owner;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkTextTest {
  private static final Link UPLINK = link(2, "eth0", "", 0, 0);
  private static final List<DeclaredPort> PORT =
      List.of(new DeclaredPort("one", "TCP", 80, 80, ""));

  private static Link link(int index, String name, String kind, int bridge, int peer) {
    return new Link(index, name, "", kind, "0a:58:0a:58:00:02", 1500, true, bridge, peer);
  }

  private static Route defaultRoute(int link) {
    IpAddress any = IpAddress.of((byte) 0, (byte) 0, (byte) 0, (byte) 0);
    return new Route(any, 0, Optional.empty(), link, Optional.empty(), 254);
  }

  private static NetworkStack host(Link... links) {
    IpAddress address = IpAddress.of((byte) 192, (byte) 0, (byte) 2, (byte) 10);
    return new NetworkStack(
        List.of(links), List.of(new Address(2, address, 24)), List.of(defaultRoute(2)));
  }

  private static NetworkStack pod(String name) {
    return new NetworkStack(
        List.of(link(2, name, "veth", 0, 12)), List.of(), List.of(defaultRoute(2)));
  }

  private static String text(NetworkView view) {
    return new NetworkText(view, "4026532496").render();
  }

  @Test
  void namesThatAPodMakesUpCannotSteerTheTerminal() {
    String name = "x\033[2J\ny";
    Owner owner = new Owner("one", 7, name);
    NetworkView view =
        new NetworkView(
            false,
            host(UPLINK, link(12, "veth\033c", "veth", 0, 2)),
            pod(name),
            List.of(),
            List.of(
                new NetworkView.Listener(
                    new ListeningSocket("UNIX", "@" + name, 0, 1), Optional.of(owner))),
            List.of(),
            List.of(
                new NetworkView.Conflict(
                    "two", new PortInUse("TCP", 80, "[::]:80", Optional.of(owner)))));
    assertThat(text(view).lines())
        .noneMatch(line -> line.startsWith("y"))
        .noneMatch(line -> line.chars().anyMatch(c -> c < ' '))
        .anyMatch(
            line -> line.matches("  UNIX +@x\\^\\[\\[2J\\.\\.\\. +one +7 +x\\^\\[\\[2J\\.\\.\\."));
  }

  @Test
  void aVethPairWithoutABridgeHasAWayOutToo() {
    NetworkView view =
        new NetworkView(
            false,
            host(UPLINK, link(12, "veth1", "veth", 0, 2)),
            pod("eth0"),
            PORT,
            List.of(),
            List.of(),
            List.of());
    assertThat(text(view))
        .containsSubsequence(
            "host  eth0", "192.0.2.10/24", "default route", "  :", "veth1", "network namespace")
        .contains("\nPorts of the host that lead to the pod\n  HOST   POD ");
  }

  @Test
  void thePortsOfAPodOnTheHostsNetworkLeadNowhere() {
    NetworkView view =
        new NetworkView(
            true, host(UPLINK), NetworkStack.NONE, PORT, List.of(), List.of(), List.of());
    assertThat(text(view)).doesNotContain("lead to the pod").endsWith("\nWho listens\n  nobody\n");
  }

  @Test
  void whatTheKernelDoesNotTellIsSaidToBeUnknown() {
    NetworkView view =
        new NetworkView(
            true,
            host(UPLINK),
            NetworkStack.NONE,
            List.of(),
            List.of(),
            List.of("UDP", "UNIX"),
            List.of());
    assertThat(text(view))
        .endsWith(
            """

            Who listens
              UDP: not known, this kernel has no udp_diag
              UNIX: not known, this kernel has no unix_diag
            """);
    assertThat(new NetworkTree(view).tree())
        .containsEntry("protocolsNotListed", List.of("UDP", "UNIX"));
  }
}
