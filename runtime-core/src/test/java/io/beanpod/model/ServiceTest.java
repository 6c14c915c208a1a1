package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {
  private final List<Problem> problems = new ArrayList<>();

  private ServiceSpec spec(String yaml) {
    Map<String, Object> tree =
        Json.object(Documents.value("test", yaml.getBytes(StandardCharsets.UTF_8)));
    ServiceDefaults.fill(tree);
    return ServiceSpec.decode(new Fields(tree, "spec", problems));
  }

  @Test
  void defaultsAreTheApiServers() {
    ServiceSpec spec = spec("{selector: {app: web}, ports: [{port: 80}]}");
    assertThat(problems).isEmpty();
    assertThat(spec.type()).isEqualTo(ServiceType.ClusterIP);
    assertThat(spec.ports())
        .containsExactly(new ServicePort("", Protocol.TCP, 80, new IntOrString(80, ""), 0));
    assertThat(spec.affinitySeconds()).isEmpty();
    assertThat(spec.clusterIPs()).isEmpty();
    assertThat(spec.headless()).isFalse();
  }

  @Test
  void everyFieldIsRead() {
    ServiceSpec spec =
        spec(
            """
            type: LoadBalancer
            selector: {app: web}
            clusterIP: 10.96.0.7
            ipFamilies: [IPv4]
            ipFamilyPolicy: SingleStack
            externalIPs: [192.0.2.1]
            loadBalancerSourceRanges: [192.0.2.0/24]
            sessionAffinity: ClientIP
            sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}
            publishNotReadyAddresses: true
            allocateLoadBalancerNodePorts: false
            internalTrafficPolicy: Local
            externalTrafficPolicy: Local
            trafficDistribution: PreferSameNode
            ports:
            - {name: web, port: 80, targetPort: http, nodePort: 30080, appProtocol: kubernetes.io/h2c}
            - {name: dns, port: 53, protocol: UDP, targetPort: 5353}
            """);
    assertThat(problems).isEmpty();
    assertThat(spec.clusterIPs()).containsExactly(IpAddress.parse("10.96.0.7").orElseThrow());
    assertThat(spec.externalIPs()).containsExactly(IpAddress.parse("192.0.2.1").orElseThrow());
    assertThat(spec.loadBalancerSourceRanges()).hasToString("[192.0.2.0/24]");
    assertThat(spec.affinitySeconds()).isEqualTo(OptionalInt.of(60));
    assertThat(spec.publishNotReadyAddresses()).isTrue();
    assertThat(spec.allocateLoadBalancerNodePorts()).isFalse();
    assertThat(spec.ports())
        .containsExactly(
            new ServicePort("web", Protocol.TCP, 80, new IntOrString(0, "http"), 30080),
            new ServicePort("dns", Protocol.UDP, 53, new IntOrString(5353, ""), 0));
  }

  @Test
  void anExternalNameHasNoAddress() {
    ServiceSpec spec = spec("{type: ExternalName, externalName: www.example.com.}");
    assertThat(problems).isEmpty();
    assertThat(spec.externalName()).isEqualTo("www.example.com");
  }

  @Test
  void aHeadlessServiceNeedsNoPorts() {
    assertThat(spec("{clusterIP: None, selector: {app: web}}").headless()).isTrue();
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ports: []} | spec.ports: required: at least one port",
        "{ports: [{port: 0}]} | spec.ports[0].port: must be 1 to 65535, not 0",
        "{ports: [{port: 80}, {port: 81, name: b}]} | spec.ports[0].name: required, but missing or empty",
        "{ports: [{port: 80, name: a}, {port: 80, name: b}]}"
            + " | spec.ports[1].port: duplicate value: 80/TCP",
        "{ports: [{port: 80, nodePort: 30000}]}"
            + " | spec.ports[0].nodePort: may not be used when `type` is 'ClusterIP'",
        "{ports: [{port: 80, targetPort: Web}]} | spec.ports[0].targetPort: \"Web\" is not valid; use 1"
            + " to 65535, or a name: lower-case letters, digits and single -, beginning and ending"
            + " with a letter or digit, at least one letter, at most 15 characters",
        "{type: NodePort, clusterIP: None, ports: [{port: 80}]}"
            + " | spec.clusterIPs[0]: may not be set to 'None' for NodePort services",
        "{clusterIP: 10.96.0.300, ports: [{port: 80}]} | spec.clusterIPs[0]: \"10.96.0.300\" is not"
            + " valid; use a valid IP address, such as 10.9.8.7 or 2001:db8::ffff",
        "{sessionAffinityConfig: {clientIP: {timeoutSeconds: 1}}, ports: [{port: 80}]}"
            + " | spec.sessionAffinityConfig: must not be set when session affinity is None",
        "{externalIPs: [127.0.0.1], ports: [{port: 80}]} | spec.externalIPs[0]: \"127.0.0.1\" may not be"
            + " in the loopback range (127.0.0.0/8, ::1/128)",
        "{loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 80}]} | spec.loadBalancerSourceRanges:"
            + " may only be used when `type` is 'LoadBalancer'",
        "{externalTrafficPolicy: Local, ports: [{port: 80}]} | spec.externalTrafficPolicy: may only be"
            + " set for externally-accessible services",
        "{type: LoadBalancer, loadBalancerClass: example.com/lb, ports: [{port: 80}]}"
            + " | spec.loadBalancerClass: Beanpod does not support this field yet",
        "{type: ExternalName} | spec.externalName: required, but missing or empty",
        "{type: ExternalName, externalName: a, clusterIP: 10.96.0.1}"
            + " | spec.clusterIP: may not be set for ExternalName services",
        "{ipFamilies: [IPv4, IPv5], ports: [{port: 80}]}"
            + " | spec.ipFamilies[1]: \"IPv5\" is not valid; use one of IPv4, IPv6",
        "{selectr: {}, ports: [{port: 80}]} | spec.selectr: unknown field; did you mean selector?",
      })
  void whatIsWrongIsSaid(String yaml, String problem) {
    ServiceSpec spec = spec(yaml);
    assertThat(spec).isNotNull();
    assertThat(problems).extracting(Problem::toString).contains(problem);
  }
}
