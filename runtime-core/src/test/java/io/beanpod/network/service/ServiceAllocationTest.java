package io.beanpod.network.service;

import static io.beanpod.network.Pods.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import io.beanpod.model.Problem;
import io.beanpod.model.ServiceDefaults;
import io.beanpod.network.Subnet;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServiceAllocationTest {
  private static final Subnet V4 = Subnet.parse("10.96.0.0/28").orElseThrow();
  private static final Subnet V6 = Subnet.parse("fd00::/112").orElseThrow();

  private final List<StoredObject> others = new ArrayList<>();
  private List<Subnet> ranges = List.of(V4);

  private Map<String, Object> service(String spec) {
    Map<String, Object> tree =
        tree("{metadata: {name: web, namespace: default}, spec: " + spec + "}");
    ServiceDefaults.fill(Json.object(tree.get("spec")));
    return tree;
  }

  private List<String> complete(Map<String, Object> old, Map<String, Object> now) {
    List<String> problems = new ArrayList<>();
    for (Problem problem :
        new ServiceAllocation(ranges, "192.0.2.1", others, new Random(1))
            .complete(Optional.ofNullable(old), now)) {
      problems.add(problem.toString());
    }
    return problems;
  }

  private Map<String, Object> made(String spec) {
    Map<String, Object> tree = service(spec);
    assertThat(complete(null, tree)).isEmpty();
    others.add(new StoredObject(ObjectKind.SERVICE, tree));
    return tree;
  }

  @Test
  void addressesAreGivenUntilTheRangeIsFull() {
    List<Object> given = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      given.add(Json.at(made("{ports: [{port: 80}]}"), "spec", "clusterIP"));
    }
    assertThat(given).doesNotHaveDuplicates().doesNotContain("10.96.0.0", "10.96.0.15");
    assertThat(complete(null, service("{ports: [{port: 80}]}")))
        .containsExactly("spec.clusterIPs: Internal error: failed to allocate IP: range is full");
  }

  @Test
  void whatUsersChooseIsChecked() {
    Map<String, Object> chosen = made("{clusterIP: 10.96.0.9, ports: [{port: 80}]}");
    assertThat(Json.at(chosen, "spec", "clusterIPs")).isEqualTo(List.of("10.96.0.9"));
    assertThat(Json.at(chosen, "spec", "ipFamilies")).isEqualTo(List.of("IPv4"));
    assertThat(complete(null, service("{clusterIP: 10.96.0.9, ports: [{port: 80}]}")))
        .containsExactly(
            "spec.clusterIPs[0]: Invalid value: \"10.96.0.9\": failed to allocate IP 10.96.0.9: provided"
                + " IP is already allocated");
    assertThat(complete(null, service("{clusterIP: 10.1.0.9, ports: [{port: 80}]}")))
        .containsExactly(
            "spec.clusterIPs[0]: Invalid value: \"10.1.0.9\": failed to allocate IP 10.1.0.9: the"
                + " provided IP (10.1.0.9) is not in the valid range. The range of valid IPs is"
                + " 10.96.0.0/28");
  }

  @Test
  void nodePortsAreTheServicesOwn() {
    Map<String, Object> web = made("{type: NodePort, ports: [{port: 80, nodePort: 30080}]}");
    assertThat(complete(null, service("{type: NodePort, ports: [{port: 80, nodePort: 30080}]}")))
        .containsExactly(
            "spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated");
    assertThat(complete(null, service("{type: NodePort, ports: [{port: 80, nodePort: 80}]}")))
        .containsExactly(
            "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The"
                + " range of valid ports is 30000-32767");
    Map<String, Object> udp =
        made("{type: NodePort, ports: [{port: 80, nodePort: 30080, protocol: UDP}]}");
    assertThat(Json.at(udp, "spec", "clusterIP")).isNotEqualTo(Json.at(web, "spec", "clusterIP"));
    Object given =
        Json.object(
                Json.list(Json.at(made("{type: NodePort, ports: [{port: 80}]}"), "spec", "ports"))
                    .get(0))
            .get("nodePort");
    assertThat((long) given).isBetween(30_086L, 32_767L);
  }

  @Test
  void whatWasGivenStays() {
    Map<String, Object> old = service("{type: NodePort, ports: [{port: 80}]}");
    assertThat(complete(null, old)).isEmpty();
    Map<String, Object> now = service("{type: NodePort, ports: [{port: 80, targetPort: 8080}]}");
    assertThat(complete(old, now)).isEmpty();
    assertThat(Json.at(now, "spec", "clusterIP")).isEqualTo(Json.at(old, "spec", "clusterIP"));
    assertThat(nodePort(now)).isEqualTo(nodePort(old));
  }

  @Test
  void backToOneFamily() {
    ranges = List.of(V4, V6);
    Map<String, Object> old = made("{ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]}");
    assertThat(Json.list(Json.at(old, "spec", "clusterIPs"))).hasSize(2);
    Map<String, Object> now = service("{ipFamilyPolicy: SingleStack, ports: [{port: 80}]}");
    others.clear();
    assertThat(complete(old, now)).isEmpty();
    assertThat(Json.at(now, "spec", "ipFamilies")).isEqualTo(List.of("IPv4"));
    assertThat(Json.at(now, "spec", "clusterIPs"))
        .isEqualTo(List.of(Json.at(old, "spec", "clusterIP")));
  }

  @Test
  void twoFamiliesWhereTheyAreAskedFor() {
    Map<String, Object> preferred = made("{ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]}");
    assertThat(Json.at(preferred, "spec", "ipFamilies")).isEqualTo(List.of("IPv4"));
    assertThat(complete(null, service("{ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]}")))
        .containsExactly(
            "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured"
                + " for dual-stack services");
    assertThat(complete(null, service("{ipFamilies: [IPv6], ports: [{port: 80}]}")))
        .containsExactly(
            "spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster");
    ranges = List.of(V4, V6);
    Map<String, Object> dual = made("{ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]}");
    assertThat(Json.at(dual, "spec", "ipFamilies")).isEqualTo(List.of("IPv4", "IPv6"));
    assertThat(Json.list(Json.at(dual, "spec", "clusterIPs"))).hasSize(2);
    Map<String, Object> six = made("{ipFamilies: [IPv6], ports: [{port: 80}]}");
    assertThat(Json.string(Json.at(six, "spec", "clusterIP"))).startsWith("fd00::");
  }

  @Test
  void theHostIsTheLoadBalancer() {
    Map<String, Object> web = made("{type: LoadBalancer, ports: [{port: 80}]}");
    assertThat(Json.at(web, "status", "loadBalancer", "ingress"))
        .isEqualTo(List.of(Map.of("ip", "192.0.2.1", "ipMode", "VIP")));
    assertThat(nodePort(web)).isInstanceOf(Long.class);
    assertThat(complete(null, service("{type: LoadBalancer, ports: [{port: 80}]}")))
        .containsExactly(
            "spec.ports[0].port: Invalid value: 80: the load balancer's address is this host's, and its"
                + " port 80/TCP is taken by service default/web");
  }

  @Test
  void headlessHasNone() {
    Map<String, Object> headless = made("{clusterIP: None, selector: {a: b}}");
    assertThat(Json.at(headless, "spec", "clusterIPs")).isEqualTo(List.of("None"));
    assertThat(Json.at(headless, "spec", "ipFamilies")).isEqualTo(List.of("IPv4"));
  }

  private static Object nodePort(Map<String, Object> tree) {
    return Json.object(Json.list(Json.at(tree, "spec", "ports")).get(0)).get("nodePort");
  }
}
