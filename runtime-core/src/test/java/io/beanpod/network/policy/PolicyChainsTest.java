package io.beanpod.network.policy;

import static io.beanpod.network.Pods.pod;
import static io.beanpod.network.Pods.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import io.beanpod.model.NetworkPolicy;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyChainsTest {
  private static final StoredPod DB = pod("db", "10.88.0.2", true, "{app: db}");
  private static final StoredPod WEB = pod("web", "10.88.0.3", true, "{app: web}");

  private final List<NetworkPolicy> policies = new ArrayList<>();
  private final List<StoredPod> pods = new ArrayList<>(List.of(DB, WEB));

  private void policy(String spec) {
    Map<String, Object> tree =
        tree(
            "{metadata: {name: p" + policies.size() + ", namespace: default}, spec: " + spec + "}");
    NetworkPolicy.fill(Json.object(tree.get("spec")));
    policies.add(NetworkPolicy.of(tree, "p"));
  }

  private String rules() {
    List<PolicyPod> seen =
        PolicyPod.of(
            pods, Map.of("other", Map.of("team", "a", "kubernetes.io/metadata.name", "other")));
    List<PolicyChains.Local> locals = new ArrayList<>();
    for (PolicyPod pod : seen) {
      locals.add(new PolicyChains.Local(pod, pod.addresses()));
    }
    StringBuilder text = new StringBuilder();
    new PolicyChains(policies, seen).write(text, locals);
    return text.toString();
  }

  @Test
  void whomNoPolicySelectsIsLeftAlone() {
    policy("{podSelector: {matchLabels: {app: none}}}");
    assertThat(rules()).isEmpty();
  }

  @Test
  void denyAll() {
    policy("{podSelector: {matchLabels: {app: db}}}");
    assertThat(rules())
        .isEqualTo(
            """
              chain ingress-0 {
                drop
              }
              map ingress4 {
                type ipv4_addr : verdict
                elements = { 10.88.0.2 : jump ingress-0 }
              }
              chain policies {
                type filter hook forward priority filter; policy accept;
                ct state established,related accept
                icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                ip saddr . ip daddr @self4 accept
                ip6 saddr . ip6 daddr @self6 accept
                ip daddr vmap @ingress4
              }
            """);
  }

  @Test
  void whatSeveralAllowAddsUp() {
    policy("{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}");
    policy(
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16,"
            + " 10.1.2.0/24]}}], ports: [{port: 80}, {port: 90, endPort: 99, protocol: UDP}]}]}");
    assertThat(rules())
        .contains(
            """
              chain ingress-0 {
                ip saddr { 10.88.0.3 } return
                ip saddr 10.0.0.0/8 ip saddr != 10.1.0.0/16 ip saddr != 10.1.2.0/24 tcp dport 80 return
                ip saddr 10.0.0.0/8 ip saddr != 10.1.0.0/16 ip saddr != 10.1.2.0/24 udp dport 90-99 return
                drop
              }
            """,
            "{ 10.88.0.2 : jump ingress-0, 10.88.0.3 : jump ingress-0 }");
  }

  @Test
  void namespacesAreSelectedByTheirLabels() {
    StoredPod other = pod("other", "10.88.0.9", true, "{app: web}");
    Json.object(other.tree().get("metadata")).put("namespace", "other");
    pods.add(other);
    policy(
        "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
            + " {team: a}}}]}]}");
    assertThat(rules()).contains("ip saddr { 10.88.0.9 } return");
    policies.clear();
    policy(
        "{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
            + " {kubernetes.io/metadata.name: default}}, podSelector: {matchLabels: {app: web}}}]}]}");
    assertThat(rules()).contains("ip saddr { 10.88.0.3 } return");
  }

  @Test
  void namedPortsAreThoseOfWhomIsConnectedTo() {
    policy("{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: http}]}]}");
    policy(
        "{podSelector: {matchLabels: {app: db}}, policyTypes: [Egress], egress: [{to: [{podSelector:"
            + " {matchLabels: {app: web}}}], ports: [{port: http}]}]}");
    policy(
        "{podSelector: {matchLabels: {app: db}}, policyTypes: [Egress], egress: [{ports: [{port:"
            + " 53, protocol: UDP}]}]}");
    assertThat(rules())
        .contains(
            "    tcp dport 8080 return\n    drop",
            "    ip daddr 10.88.0.3 tcp dport 8080 return\n    udp dport 53 return\n    drop",
            "ip saddr vmap @egress4\n    ip daddr vmap @ingress4");
  }

  @Test
  void aPodInTheHostsNetworkIsTheNode() {
    pods.add(pod("host", "192.0.2.1", true, "{app: web}", "hostNetwork: true"));
    policy("{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}");
    assertThat(rules()).doesNotContain("192.0.2.1");
  }
}
