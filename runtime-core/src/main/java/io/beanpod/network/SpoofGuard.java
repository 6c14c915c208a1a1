package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.network.policy.IsolatedPorts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A pod sends from its own addresses only, and answers for no other (ARP, neighbour discovery,
 * router advertisements): none can take a neighbour's place, whatever capabilities it has. In the
 * bridge's table, before anything else looks at a frame.
 */
final class SpoofGuard {
  private final NetworkState network;
  private final List<PodLink> pods;

  SpoofGuard(NetworkState network, List<PodLink> pods) {
    this.network = network;
    this.pods = pods;
  }

  /**
   * Writes the table.
   *
   * @param isolated what else is in it
   */
  void write(StringBuilder text, Optional<IsolatedPorts> isolated) {
    text.append("table bridge ").append(Ruleset.table(network)).append(" {\n");
    set(text, "macs", "ifname . ether_addr", PodLink::mac);
    set(
        text,
        "pods4",
        "ifname . ether_addr . ipv4_addr",
        p -> p.mac() + " . " + p.addresses().v4());
    if (network.v6().isPresent()) {
      set(
          text,
          "pods6",
          "ifname . ether_addr . ipv6_addr",
          p -> p.mac() + " . " + p.v6().orElseThrow());
      set(text, "linklocal", "ifname . ipv6_addr", p -> p.linkLocal() + "");
    }
    text.append("  chain prerouting {\n");
    text.append("    type filter hook prerouting priority -300; policy accept;\n");
    text.append("    iifname != \"").append(network.bridge()).append("p*\" accept\n");
    text.append("    iifname . ether saddr != @macs drop\n");
    text.append("    ip daddr 127.0.0.0/8 drop\n");
    text.append("    ether type ip iifname . ether saddr . ip saddr @pods4 accept\n");
    text.append("    ether type arp iifname . arp saddr ether . arp saddr ip @pods4 accept\n");
    if (network.v6().isPresent()) {
      text.append("    icmpv6 type nd-router-advert drop\n"); // CVE-2020-10749: no pod is a router
      text.append("    icmpv6 type nd-neighbor-advert jump advertised\n");
      text.append("    ether type ip6 iifname . ether saddr . ip6 saddr @pods6 accept\n");
      text.append("    ether type ip6 iifname . ip6 saddr @linklocal accept\n");
      text.append("    ip6 saddr :: icmpv6 type nd-neighbor-solicit accept\n"); // is it taken?
      text.append("    ip6 saddr :: icmpv6 type mld2-listener-report accept\n");
    }
    text.append("    drop\n  }\n");
    if (network.v6().isPresent()) {
      advertised(text);
    }
    isolated.ifPresent(ports -> ports.write(text));
    text.append("}\n");
  }

  /** Neighbour advertisements: the target, 8 bytes behind the header's start, is the sender's. */
  private void advertised(StringBuilder text) {
    text.append("  chain advertised {\n");
    for (PodLink pod : pods) {
      for (IpAddress own : List.of(pod.v6().orElseThrow(), pod.linkLocal())) {
        text.append("    iifname \"").append(pod.hostInterface()).append("\" @th,64,128 0x");
        text.append(hex(own)).append(" return\n");
      }
    }
    text.append("    drop\n  }\n");
  }

  private void set(StringBuilder text, String name, String type, Function<PodLink, String> value) {
    text.append("  set ").append(name).append(" {\n    type ").append(type).append("\n");
    if (!pods.isEmpty()) {
      text.append("    elements = { ");
      String separator = "";
      for (PodLink pod : pods) {
        text.append(separator).append('"').append(pod.hostInterface()).append("\" . ");
        text.append(value.apply(pod));
        separator = ", ";
      }
      text.append(" }\n");
    }
    text.append("  }\n");
  }

  private static String hex(IpAddress address) {
    StringBuilder hex = new StringBuilder();
    for (byte b : address.bytes()) {
      hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.toString();
  }
}
