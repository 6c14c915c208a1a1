package io.beanpod.network;

/** Where a packet leaves under another source address than the one that it came with. */
final class Masquerade {
  private final NetworkState network;

  Masquerade(NetworkState network) {
    this.network = network;
  }

  /** Pods reach out under the host's address. */
  void reachOut(StringBuilder text) {
    text.append("  chain postrouting {\n");
    text.append("    type nat hook postrouting priority srcnat; policy accept;\n");
    reachOut(text, "ip", network.v4());
    network.v6().ifPresent(v6 -> reachOut(text, "ip6", v6));
    text.append("  }\n");
  }

  private void reachOut(StringBuilder text, String family, Subnet subnet) {
    text.append("    ").append(family).append(" saddr ").append(subnet).append(" oifname != \"");
    text.append(network.bridge()).append("\" masquerade\n");
  }

  /**
   * What is led back into the pods' network: else the answer of a pod to its neighbour would take
   * the short way, past the translation; and one to 127.0.0.1 none at all.
   *
   * @param bridged whether the bridge shows the packet filter what passes it (see {@link
   *     BridgeNetfilter}): then only a pod's way to itself is short, and all others see who comes
   */
  void hairpin(StringBuilder text, boolean bridged) {
    text.append("  chain hairpin {\n    type nat hook postrouting priority srcnat - 1;\n");
    back(text).append("ip saddr 127.0.0.0/8 masquerade\n");
    if (bridged) {
      back(text).append("ip saddr . ip daddr @self4 masquerade\n");
      back(text).append("ip6 saddr . ip6 daddr @self6 masquerade\n");
    } else {
      back(text).append("ip saddr ").append(network.v4()).append(" masquerade\n");
      if (network.v6().isPresent()) {
        back(text).append("ip6 saddr ").append(network.v6().get()).append(" masquerade\n");
      }
    }
    text.append("  }\n");
  }

  private StringBuilder back(StringBuilder text) {
    return text.append("    ct status dnat oifname \"").append(network.bridge()).append("\" ");
  }
}
