package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import io.beanpod.model.NetworkPolicy;
import io.beanpod.network.policy.PolicyPod;
import io.beanpod.network.service.Clients;
import io.beanpod.store.StoredPod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesetTest {
  private static final NetworkState V4 =
      new NetworkState(
          "bean3", Subnet.parse("10.90.0.0/16").orElseThrow(), Optional.empty(), Map.of());
  private static final NetworkState BOTH =
      new NetworkState("bean3", V4.v4(), Subnet.parse("fd00::/64"), Map.of());

  @Test
  void theTablesAreReplacedWhole() {
    assertThat(new Ruleset(V4, List.of(), List.of(), false, Optional.empty()).replacement())
        .startsWith(
            """
            table inet beanpod-bean3
            delete table inet beanpod-bean3
            table bridge beanpod-bean3
            delete table bridge beanpod-bean3
            table inet beanpod-bean3 {
            """);
  }

  @Test
  void podsReachOutUnderTheHostsAddress() {
    assertThat(new Ruleset(V4, List.of(), List.of(), false, Optional.empty()).replacement())
        .contains("ip saddr 10.90.0.0/16 oifname != \"bean3\" masquerade")
        .doesNotContain("ip6");
    assertThat(new Ruleset(BOTH, List.of(), List.of(), false, Optional.empty()).replacement())
        .contains("ip6 saddr fd00::/64 oifname != \"bean3\" masquerade");
  }

  @Test
  void eachPodHasItsAddressesAndNoOther() {
    List<PodLink> pods = List.of(PodLink.of(BOTH, 0, "a"), PodLink.of(BOTH, 7, "b"));
    assertThat(new Ruleset(BOTH, pods, List.of(), false, Optional.empty()).replacement())
        .contains(
            "elements = { \"bean3p0\" . 0a:58:0a:5a:00:02, \"bean3p7\" . 0a:58:0a:5a:00:09 }",
            "\"bean3p7\" . 0a:58:0a:5a:00:09 . 10.90.0.9 }",
            "\"bean3p7\" . 0a:58:0a:5a:00:09 . fd00::9 }",
            "\"bean3p7\" . fe80::858:aff:fe5a:9 }",
            "iifname \"bean3p7\" @th,64,128 0xfd000000000000000000000000000009 return",
            "iifname \"bean3p7\" @th,64,128 0xfe8000000000000008580afffe5a0009 return");
  }

  @Test
  void withoutIpv6NoneOfItPasses() {
    assertThat(
            new Ruleset(V4, List.of(PodLink.of(V4, 0, "a")), List.of(), false, Optional.empty())
                .replacement())
        .contains("ether type arp", "    drop\n  }\n")
        .doesNotContain("ip6")
        .doesNotContain("icmpv6");
  }

  @Test
  void hostPortsLeadToTheirPods() {
    List<PodLink> pods = List.of(PodLink.of(BOTH, 0, "a"), PodLink.of(BOTH, 1, "b"));
    List<HostPort> ports =
        List.of(
            HostPort.parse("tcp-8080-any", "a/80"),
            HostPort.parse("udp-53-192.0.2.1", "b/5353"),
            HostPort.parse("tcp-1-any", "somebody in the host's network/1"));
    assertThat(new Ruleset(BOTH, pods, ports, false, Optional.empty()).replacement())
        .contains(
            """
              chain hostports {
                tcp dport 8080 dnat ip to 10.90.0.2:80
                tcp dport 8080 ip6 daddr != ::1 dnat ip6 to [fd00::2]:80
                udp dport 53 ip daddr 192.0.2.1 dnat ip to 10.90.0.3:5353
              }
            """,
            "ct status dnat oifname \"bean3\" ip saddr 127.0.0.0/8 masquerade",
            "ct status dnat oifname \"bean3\" ip saddr 10.90.0.0/16 masquerade",
            "type nat hook prerouting priority dstnat",
            "type nat hook output priority -100",
            "meta nfproto ipv4 fib daddr type local jump hostports",
            "ip daddr 127.0.0.0/8 drop");
  }

  /** The broadcast address is no pod's: no map of the policies has it. */
  @Test
  void toIsolatedPodsNothingPassesButToTheirAddresses() {
    PodLink link = PodLink.of(BOTH, 0, "uid-db");
    List<StoredPod> pods = List.of(Pods.pod("db", "10.90.0.2", true, "{app: db}"));
    Map<String, Object> policy =
        Pods.tree("{metadata: {name: p, namespace: default}, spec: {podSelector: {}}}");
    NetworkPolicy.fill(Json.object(policy.get("spec")));
    Cluster cluster =
        new Cluster(
            List.of(),
            List.of(),
            List.of(NetworkPolicy.of(policy, "p")),
            PolicyPod.of(pods, Map.of()),
            new Clients(),
            List.of());
    PodLink free = PodLink.of(BOTH, 1, "uid-of-no-pod");
    assertThat(
            new Ruleset(BOTH, List.of(link, free), List.of(), false, Optional.of(cluster))
                .replacement())
        .contains(
            """
              set isolated {
                type ifname
                elements = { "bean3p0" }
              }
              set isolated4 {
                type ifname . ipv4_addr
                elements = { "bean3p0" . 10.90.0.2 }
              }
            """,
            "\"bean3p0\" . fe80::858:aff:fe5a:2 }",
            "type filter hook forward priority -200; policy accept;\n    oifname != @isolated accept",
            "ether type ip oifname . ip daddr != @isolated4 drop");
  }
}
