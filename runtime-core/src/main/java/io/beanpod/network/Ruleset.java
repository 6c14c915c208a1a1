package io.beanpod.network;

import java.util.List;
import java.util.Optional;

/**
 * The packet filter of one network in nft(8)'s language: two tables that are ours alone, and are
 * always replaced as a whole, so that what is in force is what the files say.
 *
 * <ul>
 *   <li>{@link Masquerade}: pods reach out under the host's address.
 *   <li>{@link Translation}: a hostPort leads to its pod, a Service to one of its pods.
 *   <li>{@link Cluster}: what Services and NetworkPolicies add.
 *   <li>{@link SpoofGuard}: a pod sends from its own addresses only.
 * </ul>
 */
final class Ruleset {
  private final NetworkState network;
  private final List<PodLink> pods;
  private final List<HostPort> hostPorts;
  private final boolean forwardsIpv6;
  private final Optional<Cluster> cluster;

  /**
   * @param forwardsIpv6 whether the host does: else a translated IPv6 packet would get lost
   * @param cluster empty while there are neither Services nor NetworkPolicies
   */
  Ruleset(
      NetworkState network,
      List<PodLink> pods,
      List<HostPort> hostPorts,
      boolean forwardsIpv6,
      Optional<Cluster> cluster) {
    this.network = network;
    this.pods = pods;
    this.hostPorts = hostPorts;
    this.forwardsIpv6 = forwardsIpv6;
    this.cluster = cluster;
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
    StringBuilder text = new StringBuilder(removal(network));
    text.append("table inet ").append(table(network)).append(" {\n");
    if (cluster.isPresent()) {
      cluster.get().write(text, pods);
    }
    Masquerade masquerade = new Masquerade(network);
    masquerade.reachOut(text);
    boolean services = cluster.isPresent() && !cluster.get().services().isEmpty();
    if (!hostPorts.isEmpty() || services) {
      new Translation(pods, hostPorts, forwardsIpv6, services).write(text);
      masquerade.hairpin(text, cluster.isPresent());
    }
    text.append("}\n");
    new SpoofGuard(network, pods).write(text, cluster.map(c -> c.isolatedPorts(pods)));
    return text.toString();
  }
}
