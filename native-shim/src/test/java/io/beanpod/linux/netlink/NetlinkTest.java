package io.beanpod.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In network namespaces of its own: the host's interfaces are neither seen nor touched. */
class NetlinkTest {
  private static final String BRIDGE_MAC = "0a:58:0a:58:00:01";
  private NetworkLab node;
  private NetworkLab pod;

  @BeforeEach
  void makeNamespaces() throws IOException {
    node = NetworkLab.make();
    pod = NetworkLab.make();
  }

  @AfterEach
  void end() throws IOException {
    if (pod != null) {
      pod.close();
    }
    if (node != null) {
      node.close();
    }
  }

  @Test
  void aBridgeIsMadeAndFoundAndRemoved() throws IOException {
    try (Netlink netlink = node.netlink()) {
      assertThat(Link.find(netlink, "bean0")).isEmpty();
      netlink.execute(Link.bridge("bean0", BRIDGE_MAC));
      Link bridge = Link.find(netlink, "bean0").orElseThrow();
      assertThat(bridge.kind()).isEqualTo("bridge");
      assertThat(bridge.mac()).isEqualTo(BRIDGE_MAC);
      assertThat(bridge.up()).isFalse();
      netlink.execute(Link.switchOn(bridge.index()));
      assertThat(Link.find(netlink, "bean0").orElseThrow().up()).isTrue();
      assertThat(bridge.mtu()).isEqualTo(1500);
      assertThat(node.ip("link", "show", "bean0")).contains("bean0", BRIDGE_MAC);
      netlink.execute(Link.delete(bridge.index()));
      assertThat(Link.all(netlink)).extracting(Link::name).contains("lo").doesNotContain("bean0");
    }
  }

  @Test
  void aVethPairHasItsOtherEndInThePodsNamespace() throws IOException {
    try (Netlink netlink = node.netlink();
        Netlink inside = pod.netlink();
        Fd network = pod.network()) {
      netlink.execute(Link.bridge("bean0", BRIDGE_MAC));
      int bridge = Link.find(netlink, "bean0").orElseThrow().index();
      netlink.execute(
          Link.veth(
              new Link.End("bean1234", 1400),
              bridge,
              new Link.End("eth0", 1400),
              "0a:58:0a:58:00:02",
              network),
          Link.alias("bean1234", "pod default/web"),
          Link.guard("bean1234"));
      Link host = Link.find(netlink, "bean1234").orElseThrow();
      Link eth0 = Link.find(inside, "eth0").orElseThrow();
      assertThat(host.bridge()).isEqualTo(bridge);
      assertThat(host.alias()).isEqualTo("pod default/web");
      assertThat(host.kind()).isEqualTo("veth");
      assertThat(node.ip("-d", "link", "show", "bean1234"))
          .contains("hairpin on", "group_fwd_mask 0xfffd");
      assertThat(host.peer()).isEqualTo(eth0.index());
      assertThat(host.mtu()).isEqualTo(1400);
      assertThat(host.up()).isTrue();
      assertThat(eth0.mac()).isEqualTo("0a:58:0a:58:00:02");
      assertThat(eth0.up()).isFalse();
      inside.execute(Link.switchOn(eth0.index()));
      assertThat(Link.find(inside, "eth0").orElseThrow().up()).isTrue();
      netlink.execute(Link.delete(host.index()));
      assertThat(Link.find(inside, "eth0")).as("goes with its other end").isEmpty();
    }
  }

  @Test
  void addressesAndRoutesAreGivenAndListed() throws IOException {
    IpAddress v4 = IpAddress.parse("10.88.0.1").orElseThrow();
    IpAddress v6 = IpAddress.parse("fd00:88::1").orElseThrow();
    try (Netlink netlink = node.netlink()) {
      netlink.execute(Link.bridge("bean0", BRIDGE_MAC));
      int bridge = Link.find(netlink, "bean0").orElseThrow().index();
      netlink.execute(Link.switchOn(bridge));
      Address first = new Address(bridge, v4, 16);
      Address second = new Address(bridge, v6, 64);
      netlink.execute(
          first.add(), second.add(), Route.addDefault(IpAddress.parse("10.88.0.9").get(), bridge));
      assertThat(Address.all(netlink)).contains(first, second);
      assertThat(Route.all(netlink))
          .contains(
              new Route(
                  IpAddress.parse("10.88.0.0").get(),
                  16,
                  Optional.empty(),
                  bridge,
                  Optional.of(v4),
                  254))
          .anySatisfy(
              route -> {
                assertThat(route.prefix()).isZero();
                assertThat(route.gateway()).map(IpAddress::toString).contains("10.88.0.9");
              });
      assertThat(node.ip("route")).contains("default via 10.88.0.9 dev bean0");
      assertThat(node.ip("address", "show", "bean0")).contains("10.88.0.1/16", "fd00:88::1/64");
    }
  }

  @Test
  void anErrorNamesTheObjectAndWhatTheKernelSays() throws IOException {
    try (Netlink netlink = node.netlink()) {
      netlink.execute(Link.bridge("bean0", BRIDGE_MAC));
      assertThatThrownBy(() -> netlink.execute(Link.bridge("bean0", BRIDGE_MAC)))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
          .hasMessageContaining("add link bean0");
      IpAddress far = IpAddress.parse("192.0.2.1").orElseThrow();
      int bridge = Link.find(netlink, "bean0").orElseThrow().index();
      netlink.execute(Link.switchOn(bridge));
      assertThatThrownBy(() -> netlink.execute(Route.addDefault(far, bridge)))
          .hasMessageContaining("add default route via 192.0.2.1")
          .hasMessageContaining("Nexthop has invalid gateway");
      assertThat(Link.find(netlink, "bean0")).as("what was asked last is answered").isPresent();
    }
  }

  @Test
  void ofSeveralRequestsEachIsCarriedOutAndTheFirstErrorIsTold() throws IOException {
    try (Netlink netlink = node.netlink()) {
      assertThatThrownBy(
              () ->
                  netlink.execute(
                      Link.bridge("bean0", BRIDGE_MAC),
                      Link.delete(4711),
                      Link.delete(4712),
                      Link.bridge("bean1", BRIDGE_MAC)))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV))
          .hasMessageContaining("delete link 4711");
      assertThat(Link.all(netlink)).extracting(Link::name).contains("bean0", "bean1");
    }
  }

  @Test
  void manyObjectsAreListedWhole() throws IOException {
    try (Netlink netlink = node.netlink()) {
      for (int i = 0; i < 150; i++) {
        netlink.execute(Link.bridge("bean" + i, BRIDGE_MAC));
      }
      assertThat(Link.all(netlink)).extracting(Link::name).contains("bean0", "bean149");
      assertThat(Link.all(netlink).stream().filter(l -> l.kind().equals("bridge"))).hasSize(150);
    }
  }
}
