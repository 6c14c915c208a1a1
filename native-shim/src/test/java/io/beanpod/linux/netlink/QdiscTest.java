package io.beanpod.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** In a network namespace of its own, with iproute2 as a witness. */
class QdiscTest {
  private static final String MAC = "0a:58:0a:58:00:01";

  private static Qdisc of(Netlink netlink, int link, String kind) throws IOException {
    return Qdisc.all(netlink).stream()
        .filter(qdisc -> qdisc.link() == link && qdisc.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anInterfaceSendsWithALimitedRate() throws IOException {
    try (NetworkLab node = NetworkLab.make();
        Netlink netlink = node.netlink()) {
      netlink.execute(Link.bridge("bean0", MAC), Link.bridge("bean1", MAC));
      int slow = Link.find(netlink, "bean0").orElseThrow().index();
      int fast = Link.find(netlink, "bean1").orElseThrow().index();
      netlink.execute(
          Qdisc.tbf(slow, 1_000_000, 100_000, 125_000),
          Qdisc.tbf(fast, 125_000_000_000_000L, 1 << 30, 1 << 30));
      assertThat(of(netlink, slow, "tbf").rate()).isEqualTo(1_000_000);
      assertThat(of(netlink, fast, "tbf").rate()).isEqualTo(125_000_000_000_000L);
      assertThat(node.tc("-d", "qdisc", "show", "dev", "bean0"))
          .contains("tbf", "root", "rate 8Mbit", "burst 100000b");
      assertThat(node.tc("qdisc", "show", "dev", "bean1")).contains("rate 1000Tbit");
      assertThatThrownBy(() -> netlink.execute(Qdisc.tbf(slow, 1, 1, 1)))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
          .hasMessageContaining("add qdisc tbf to link " + slow);
    }
  }

  @Test
  void whatComesInGoesThroughAnotherInterfaceFirst() throws IOException {
    try (NetworkLab node = NetworkLab.make();
        Netlink netlink = node.netlink()) {
      try {
        netlink.execute(Link.ifb("ifb7", 1400));
      } catch (SyscallException e) {
        assumeTrue(e.errno() != Errno.EOPNOTSUPP, "skipped: the kernel has no ifb");
        throw e;
      }
      Link ifb = Link.find(netlink, "ifb7").orElseThrow();
      assertThat(ifb.kind()).isEqualTo("ifb");
      assertThat(ifb.up()).isTrue();
      assertThat(ifb.mtu()).isEqualTo(1400);
      netlink.execute(Link.bridge("bean0", MAC));
      int bridge = Link.find(netlink, "bean0").orElseThrow().index();
      netlink.execute(Qdisc.ingress(bridge), Redirect.ofIngress(bridge, ifb.index()));
      assertThat(of(netlink, bridge, "ingress").bytes()).isZero();
      assertThat(node.tc("filter", "show", "dev", "bean0", "ingress"))
          .contains(
              "protocol all pref 1 u32",
              "match 00000000/00000000",
              "mirred (Egress Redirect to device ifb7) stolen");
    }
  }
}
