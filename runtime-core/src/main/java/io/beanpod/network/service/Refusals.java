package io.beanpod.network.service;

import io.beanpod.linux.IpAddress;
import java.util.List;

/**
 * Connections to a Service that has no pod are refused at once, in the words of each protocol: a
 * reset, or "port unreachable". So is everything else that is sent to a Service's address and was
 * not translated.
 */
final class Refusals {
  private final List<String> ranges;
  private final NftSet at4 = new NftSet("set refused4", "ipv4_addr . inet_proto . inet_service");
  private final NftSet at6 = new NftSet("set refused6", "ipv6_addr . inet_proto . inet_service");
  private final NftSet nodePorts = new NftSet("set refusednodeports", "inet_proto . inet_service");

  /**
   * @param ranges of the Services' addresses, in CIDR notation
   */
  Refusals(List<String> ranges) {
    this.ranges = ranges;
  }

  /** Refuses a port of an address that is not of the ranges. */
  void at(IpAddress address, String port) {
    (address.isV4() ? at4 : at6).add(address + " . " + port);
  }

  void atNodePort(String port) {
    nodePorts.add(port);
  }

  void write(StringBuilder text) {
    at4.write(text);
    at6.write(text);
    nodePorts.write(text);
    text.append("  chain refuse {\n    meta l4proto tcp reject with tcp reset\n    reject\n  }\n");
    text.append("  chain refusals {\n");
    for (String range : ranges) {
      text.append(range.indexOf(':') < 0 ? "    ip daddr " : "    ip6 daddr ").append(range);
      text.append(" goto refuse\n");
    }
    text.append("    ct state != new return\n");
    text.append("    ip daddr . meta l4proto . th dport @refused4 goto refuse\n");
    text.append("    ip6 daddr . meta l4proto . th dport @refused6 goto refuse\n");
    text.append("    fib daddr type local meta l4proto . th dport @refusednodeports goto refuse\n");
    text.append("  }\n");
    for (String hook : List.of("input", "forward", "output")) {
      text.append("  chain refuse-").append(hook).append(" {\n    type filter hook ").append(hook);
      text.append(" priority filter - 1; policy accept;\n    jump refusals\n  }\n");
    }
  }
}
