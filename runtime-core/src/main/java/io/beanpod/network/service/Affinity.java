package io.beanpod.network.service;

import io.beanpod.network.service.Backends.Target;
import java.util.List;

/**
 * Session affinity: a set for each pod of a Service's port remembers its clients for as long as the
 * Service says, and each connection begins that time anew. A client that is in none gets a pod at
 * random.
 */
final class Affinity {
  /** What the names of the sets begin with. */
  static final String SET = "affinity";

  private final Clients clients;
  private final StringBuilder sets = new StringBuilder();
  private final StringBuilder chains;

  /**
   * @param chains receives the chains
   */
  Affinity(Clients clients, StringBuilder chains) {
    this.clients = clients;
    this.chains = chains;
  }

  void write(StringBuilder text) {
    text.append(sets);
  }

  /**
   * The chain of a Service's port, and those of its pods.
   *
   * @param name what the names of its chains end with
   */
  void choose(String name, int seconds, String protocol, List<Target> targets) {
    String family = targets.get(0).address().isV4() ? "ip" : "ip6";
    for (Target target : targets) {
      String pod = at(name, target);
      set(pod, family, seconds);
      chains.append("  chain endpoint").append(pod).append(" {\n    update @").append(SET);
      // A rule of its own: where the set is full, it ends there, and the connection goes on.
      chains.append(pod).append(" { ").append(family).append(" saddr }\n    meta l4proto ");
      chains.append(protocol).append(" dnat ").append(family).append(" to ");
      chains.append(target.text()).append("\n  }\n");
    }
    chains.append("  chain service").append(name).append(" {\n");
    for (Target target : targets) {
      String pod = at(name, target);
      chains.append("    ").append(family).append(" saddr @").append(SET).append(pod);
      chains.append(" goto endpoint").append(pod).append('\n');
    }
    chains.append("    numgen random mod ").append(targets.size()).append(" vmap { ");
    for (int i = 0; i < targets.size(); i++) {
      chains.append(i == 0 ? "" : ", ").append(i).append(" : goto endpoint");
      chains.append(at(name, targets.get(i)));
    }
    chains.append(" }\n  }\n");
  }

  private void set(String pod, String family, int seconds) {
    sets.append("  set ").append(SET).append(pod).append(" {\n    type ");
    sets.append(family.equals("ip") ? "ipv4_addr" : "ipv6_addr").append('\n');
    sets.append("    flags dynamic,timeout\n    timeout ").append(seconds).append("s\n");
    String known = clients.elements(SET + pod);
    if (!known.isEmpty()) {
      sets.append("    elements = ").append(known).append('\n');
    }
    sets.append("  }\n");
  }

  /** {@code -default/web/tcp/http__10.88.0.2/80}: a name may not have colons. */
  private static String at(String name, Target target) {
    return name + "__" + target.address().toString().replace(':', '.') + "/" + target.port();
  }
}
