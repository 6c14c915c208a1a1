package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPolicyTest {
  private final List<Problem> problems = new ArrayList<>();

  private NetworkPolicy policy(String yaml) {
    Map<String, Object> spec =
        Json.object(Documents.value("test", yaml.getBytes(StandardCharsets.UTF_8)));
    NetworkPolicy.fill(spec);
    return NetworkPolicy.decode(new Fields(spec, "spec", problems), "default", "deny");
  }

  @Test
  void whatIsNotSaidIsNotIsolated() {
    NetworkPolicy deny = policy("{podSelector: {}}");
    assertThat(problems).isEmpty();
    assertThat(deny.podSelector()).isEqualTo(Selector.EVERYTHING);
    assertThat(deny.ingress()).contains(List.of());
    assertThat(deny.egress()).isEmpty();
    assertThat(policy("{podSelector: {}, egress: [{}]}").egress())
        .contains(List.of(new PolicyRule(List.of(), List.of())));
    assertThat(policy("{podSelector: {}, policyTypes: [Egress]}").ingress()).isEmpty();
  }

  @Test
  void everyFieldIsRead() {
    NetworkPolicy policy =
        policy(
            """
            podSelector:
              matchLabels: {app: db}
              matchExpressions: [{key: tier, operator: NotIn, values: [test]}]
            ingress:
            - from:
              - namespaceSelector: {matchLabels: {team: a}}
                podSelector: {matchExpressions: [{key: client, operator: Exists}]}
              - podSelector: {}
              - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
              ports:
              - {port: 5432}
              - {port: 8000, endPort: 8080, protocol: UDP}
              - {port: metrics}
              - {protocol: SCTP}
            """);
    assertThat(problems).isEmpty();
    assertThat(policy.podSelector().matches(Map.of("app", "db"))).isTrue();
    assertThat(policy.podSelector().matches(Map.of("app", "db", "tier", "test"))).isFalse();
    PolicyRule rule = policy.ingress().orElseThrow().get(0);
    assertThat(rule.peers()).hasSize(3);
    assertThat(((PolicyPeer.Pods) rule.peers().get(0)).namespaceSelector()).isPresent();
    assertThat(((PolicyPeer.Pods) rule.peers().get(1)).namespaceSelector()).isEmpty();
    assertThat(rule.peers().get(2)).hasToString("IpBlock[cidr=10.0.0.0/8, except=[10.1.0.0/16]]");
    assertThat(rule.ports())
        .containsExactly(
            new PolicyRule.Port(Protocol.TCP, Optional.of(new IntOrString(5432, "")), 5432),
            new PolicyRule.Port(Protocol.UDP, Optional.of(new IntOrString(8000, "")), 8080),
            new PolicyRule.Port(Protocol.TCP, Optional.of(new IntOrString(0, "metrics")), 0),
            new PolicyRule.Port(Protocol.SCTP, Optional.empty(), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{policyTypes: [Both]} | spec.policyTypes[0]: \"Both\" is not valid; use one of Ingress, Egress",
        "{ingress: [{from: [{}]}]} | spec.ingress[0].from[0]: must specify a peer: podSelector,"
            + " namespaceSelector or ipBlock",
        "{ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]}"
            + " | spec.ingress[0].from[0].ipBlock: may not specify both ipBlock and another peer",
        "{ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/8]}}]}]}"
            + " | spec.ingress[0].from[0].ipBlock.except[0]: \"11.0.0.0/8\" must be a strict subset of"
            + " `cidr`, 10.0.0.0/8",
        "{ingress: [{from: [{ipBlock: {cidr: 10.0.0.0}}]}]} | spec.ingress[0].from[0].ipBlock.cidr:"
            + " \"10.0.0.0\" is not valid; use a CIDR value, such as 10.9.8.0/24 or 2001:db8::/64",
        "{egress: [{ports: [{port: http, endPort: 90}]}]}"
            + " | spec.egress[0].ports[0].endPort: may not be specified when `port` is non-numeric",
        "{egress: [{ports: [{port: 100, endPort: 90}]}]}"
            + " | spec.egress[0].ports[0].endPort: must be greater than or equal to `port`, 100",
        "{egress: [{ports: [{endPort: 90}]}]}"
            + " | spec.egress[0].ports[0].endPort: may not be specified when `port` is not specified",
        "{podSelector: {matchExpressions: [{key: a, operator: In}]}} |"
            + " spec.podSelector.matchExpressions[0].values: must be specified when `operator` is 'In'"
            + " or 'NotIn'",
        "{ingress: [{port: []}]} | spec.ingress[0].port: unknown field; did you mean ports?",
      })
  void whatIsWrongIsSaid(String yaml, String problem) {
    NetworkPolicy policy = policy(yaml);
    assertThat(policy).isNotNull();
    assertThat(problems).extracting(Problem::toString).contains(problem);
  }
}
