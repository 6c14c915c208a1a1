package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import java.util.List;
import java.util.function.Function;

/**
 * The packet filter of one network in nft(8)'s language: two tables that are ours alone, and are
 * always replaced as a whole, so that what is in force is what the files say.
 *
 * <ul>
 *   <li>Pods reach out under the host's address (masquerading).
 *   <li>A hostPort leads to its pod, from outside, from other pods and from the host itself. For
 *       the host's 127.0.0.1 that takes {@code route_localnet}, so no pod may send to 127.0.0.0/8
 *       (CVE-2020-8558).
 *   <li>A pod sends from its own addresses only, and answers for no other (ARP, neighbour
 *       discovery, router advertisements): none can take a neighbour's place, whatever capabilities
 *       it has.
 * </ul>
 */
final class Ruleset {
  private final NetworkState network;
  private final List<PodLink> pods;
  private final List<HostPort> hostPorts;
  private final boolean forwardsIpv6;

  /**
   * @param forwardsIpv6 whether the host does: else a translated IPv6 packet would get lost
   */
  Ruleset(
      NetworkState network, List<PodLink> pods, List<HostPort> hostPorts, boolean forwardsIpv6) {
    this.network = network;
    this.pods = pods;
    this.hostPorts = hostPorts;
    this.forwardsIpv6 = forwardsIpv6;
  }

  /** The name of both tables. */
  static String table(NetworkState network) {
    return "beanpod-" + network.bridge();
  }

  /** The commands that remove both tables, whether they are there or not. */
  static String removal(NetworkState network) {
    StringBuilder text = new StringBuilder();
    for (String family : List.of("inet", "bridge")) {
      String name = family + " " + table(network);
      text.append("table ").append(name).append('\n'); // makes it if it is missing
      text.append("delete table ").append(name).append('\n');
    }
    return text.toString();
  }

  /** The commands that put these rules in the place of those before. */
  String replacement() {
    return removal(network) + nat() + ports();
  }

  private String nat() {
    StringBuilder text = new StringBuilder();
    text.append("table inet ").append(table(network)).append(" {\n");
    text.append("  chain postrouting {\n");
    text.append("    type nat hook postrouting priority srcnat; policy accept;\n");
    masquerade(text, "ip", network.v4());
    network.v6().ifPresent(v6 -> masquerade(text, "ip6", v6));
    text.append("  }\n");
    if (!hostPorts.isEmpty()) {
      hostPorts(text);
    }
    return text.append("}\n").toString();
  }

  private void hostPorts(StringBuilder text) {
    text.append("  chain hostports {\n");
    for (HostPort port : hostPorts) {
      for (PodLink pod : pods) {
        if (pod.uid().equals(port.uid())) {
          lead(text, port, "ip", pod.addresses().v4());
          pod.v6().ifPresent(v6 -> lead(text, port, "ip6", v6));
        }
      }
    }
    text.append("  }\n");
    hook(text, "prerouting", "dstnat", forwardsIpv6 ? "" : "meta nfproto ipv4 ");
    hook(text, "output", "-100", "");
    // Else the answer of a pod to its neighbour would take the short way, past this translation;
    // and one to 127.0.0.1 none at all.
    text.append("  chain hairpin {\n    type nat hook postrouting priority srcnat - 1;\n");
    text.append("    ct status dnat oifname \"").append(network.bridge());
    text.append("\" ip saddr { 127.0.0.0/8, ").append(network.v4()).append(" } masquerade\n");
    if (network.v6().isPresent()) {
      text.append("    ct status dnat oifname \"").append(network.bridge());
      text.append("\" ip6 saddr ").append(network.v6().get()).append(" masquerade\n");
    }
    text.append("  }\n");
  }

  private static void lead(StringBuilder text, HostPort port, String family, IpAddress pod) {
    if (port.hostIp().isPresent() && port.hostIp().get().isV4() != pod.isV4()) {
      return;
    }
    text.append("    ").append(port.protocol()).append(" dport ").append(port.port());
    if (port.hostIp().isPresent()) {
      text.append(' ').append(family).append(" daddr ").append(port.hostIp().get());
    } else if (!pod.isV4()) {
      text.append(" ip6 daddr != ::1"); // IPv6 has no route_localnet: the pod would drop it
    }
    text.append(" dnat ").append(family).append(" to ");
    text.append(pod.isV4() ? pod + "" : "[" + pod + "]");
    text.append(':').append(port.containerPort()).append('\n');
  }

  private static void hook(StringBuilder text, String hook, String priority, String which) {
    text.append("  chain ").append(hook).append(" {\n    type nat hook ").append(hook);
    text.append(" priority ").append(priority).append(";\n");
    text.append("    ").append(which).append("fib daddr type local jump hostports\n  }\n");
  }

  private void masquerade(StringBuilder text, String family, Subnet subnet) {
    text.append("    ").append(family).append(" saddr ").append(subnet).append(" oifname != \"");
    text.append(network.bridge()).append("\" masquerade\n");
  }

  private String ports() {
    StringBuilder text = new StringBuilder();
    text.append("table bridge ").append(table(network)).append(" {\n");
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
    return text.append("}\n").toString();
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
