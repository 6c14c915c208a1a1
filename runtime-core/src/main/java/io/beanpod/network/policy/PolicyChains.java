package io.beanpod.network.policy;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.NetworkPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * NetworkPolicies in nft(8)'s language. A pod that a policy isolates has a chain for what it gets,
 * or for what it sends, with what its policies allow, and at the end: drop. Pods of which the same
 * is allowed share one.
 *
 * <p>The rules see packets on their way between two others than the host, after a Service's address
 * was translated: both ends are real. The host itself reaches its pods, and they it: as upstream,
 * "traffic to and from the node where a Pod is running is always allowed".
 */
public final class PolicyChains {
  private final List<NetworkPolicy> policies;
  private final List<PolicyPod> pods;
  private final Map<String, String> names = new LinkedHashMap<>();

  /**
   * @param pods all that rules may mean
   */
  public PolicyChains(List<NetworkPolicy> policies, List<PolicyPod> pods) {
    this.policies = policies;
    this.pods = pods;
  }

  /**
   * A pod of ours.
   *
   * @param addresses all that it may send from
   */
  public record Local(PolicyPod pod, List<IpAddress> addresses) {}

  /** Writes the rules, as a part of a table that has sets {@code self4} and {@code self6}. */
  public void write(StringBuilder text, List<Local> locals) {
    StringBuilder maps = new StringBuilder();
    StringBuilder jumps = new StringBuilder();
    for (Direction direction : Direction.values()) {
      for (boolean v4 : new boolean[] {true, false}) {
        String map = map(direction, v4, locals);
        if (!map.isEmpty()) {
          maps.append(map);
          jumps.append("    ").append(v4 ? "ip " : "ip6 ").append(direction.own());
          jumps.append(" vmap @").append(direction.map(v4)).append('\n');
        }
      }
    }
    if (jumps.isEmpty()) {
      return;
    }
    for (Map.Entry<String, String> chain : names.entrySet()) {
      text.append("  chain ").append(chain.getValue()).append(" {\n");
      text.append(chain.getKey(), chain.getKey().indexOf('\n') + 1, chain.getKey().length());
      text.append("    drop\n  }\n");
    }
    text.append(maps);
    text.append("  chain policies {\n");
    text.append("    type filter hook forward priority filter; policy accept;\n");
    text.append("    ct state established,related accept\n");
    // How neighbours find each other is none of a policy's business.
    text.append("    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n");
    text.append("    ip saddr . ip daddr @self4 accept\n");
    text.append("    ip6 saddr . ip6 daddr @self6 accept\n");
    text.append(jumps).append("  }\n");
  }

  /** Whether a policy says who may send to a pod. */
  public boolean isolatesIngress(PolicyPod pod) {
    return !own(Direction.ingress, pod).isEmpty();
  }

  /** Whether a policy says that, or to whom the pod may send. */
  public boolean isolates(PolicyPod pod) {
    return isolatesIngress(pod) || !own(Direction.egress, pod).isEmpty();
  }

  private String map(Direction direction, boolean v4, List<Local> locals) {
    StringBuilder elements = new StringBuilder();
    for (Local local : locals) {
      Optional<String> chain = chain(direction, local.pod());
      for (IpAddress address : local.addresses()) {
        if (chain.isPresent() && address.isV4() == v4) {
          elements.append(elements.isEmpty() ? "" : ", ").append(address);
          elements.append(" : jump ").append(chain.get());
        }
      }
    }
    return elements.isEmpty()
        ? ""
        : "  map "
            + direction.map(v4)
            + " {\n    type "
            + (v4 ? "ipv4_addr" : "ipv6_addr")
            + " : verdict\n    elements = { "
            + elements
            + " }\n  }\n";
  }

  /** The name of a pod's chain; empty if no policy isolates it in that direction. */
  private Optional<String> chain(Direction direction, PolicyPod pod) {
    List<NetworkPolicy> own = own(direction, pod);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    // The direction is a part of the key, since an empty list of rules is the same in both.
    StringBuilder rules = new StringBuilder(direction.name()).append('\n');
    for (NetworkPolicy policy : own) {
      new PolicyMatches(direction, policy.namespace(), pod, pods)
          .write(direction.rules(policy).orElseThrow(), rules);
    }
    return Optional.of(
        names.computeIfAbsent(rules.toString(), key -> direction.name() + "-" + names.size()));
  }

  /** The policies that isolate a pod in a direction. */
  private List<NetworkPolicy> own(Direction direction, PolicyPod pod) {
    List<NetworkPolicy> own = new ArrayList<>();
    for (NetworkPolicy policy : policies) {
      if (policy.namespace().equals(pod.pod().namespace())
          && policy.podSelector().matches(pod.pod().labels())
          && direction.rules(policy).isPresent()) {
        own.add(policy);
      }
    }
    return own;
  }
}
