package io.beanpod.network.service;

import static io.beanpod.network.Pods.pod;
import static io.beanpod.network.Pods.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Service;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceChainsTest {
  private static final StoredPod A = pod("a", "10.88.0.2", true, "{app: web}");
  private static final StoredPod B = pod("b", "10.88.0.3", true, "{app: web}");
  private static final String SPEC =
      "clusterIP: 10.96.0.9, selector: {app: web}, ports: [{port: 80, targetPort: http";

  private static String rules(Service service, Clients clients, StoredPod... pods) {
    List<IpAddress> balancer =
        service.spec().loadBalancerSourceRanges().isEmpty()
            ? List.of()
            : List.of(IpAddress.parse("192.0.2.1").orElseThrow());
    List<Endpoint> endpoints = Endpoints.usable(Endpoints.of(service, List.of(pods)));
    StringBuilder text = new StringBuilder();
    new ServiceChains(
            List.of(new Backends(service, endpoints, balancer)), List.of("10.96.0.0/16"), clients)
        .write(text);
    return text.toString();
  }

  private static String rules(String spec, StoredPod... pods) {
    return rules(service("web", spec), new Clients(), pods);
  }

  @Test
  void onePodIsTheOneOfManyAtRandom() {
    assertThat(rules("{" + SPEC + "}]}", A))
        .contains(
            "elements = { 10.96.0.9 . tcp . 80 : goto service-default/web/tcp/80 }",
            "chain service-default/web/tcp/80 {\n    meta l4proto tcp dnat ip to 10.88.0.2:8080\n");
    assertThat(rules("{" + SPEC + ", name: www}]}", A, B))
        .contains(
            "chain service-default/web/tcp/www {\n    meta l4proto tcp dnat ip to numgen random mod 2"
                + " map { 0 : 10.88.0.2 . 8080, 1 : 10.88.0.3 . 8080 }\n");
  }

  @Test
  void nodePortsAndExternalAddresses() {
    assertThat(
            rules("{type: NodePort, externalIPs: [192.0.2.7], " + SPEC + ", nodePort: 30080}]}", A))
        .contains(
            ", 192.0.2.7 . tcp . 80 : goto service-default/web/tcp/80 }",
            "elements = { tcp . 30080 : goto service-default/web/tcp/80 }");
  }

  @Test
  void withoutPodsEverythingIsRefused() {
    assertThat(rules("{type: NodePort, externalIPs: [192.0.2.7], " + SPEC + ", nodePort: 30080}]}"))
        .doesNotContain("dnat", "goto service")
        .contains(
            "ip daddr 10.96.0.0/16 goto refuse",
            "elements = { 192.0.2.7 . tcp . 80 }",
            "elements = { tcp . 30080 }",
            "meta l4proto tcp reject with tcp reset\n    reject\n");
  }

  /** Two verdicts for one key would be refused by the kernel, with all other rules. */
  @Test
  void theOldestServiceHasAnAddressThatSeveralAskFor() {
    String port = "selector: {app: web}, ports: [{port: 80, targetPort: http}]}";
    List<Backends> services = new ArrayList<>();
    for (Service service :
        List.of(
            service("a", "{clusterIP: 10.96.0.8, externalIPs: [192.0.2.7, 10.96.0.9], " + port),
            service("b", "{clusterIP: 10.96.0.9, externalIPs: [192.0.2.7, 192.0.2.8], " + port))) {
      List<Endpoint> endpoints = Endpoints.usable(Endpoints.of(service, List.of(A)));
      services.add(new Backends(service, endpoints, List.of()));
    }
    StringBuilder text = new StringBuilder();
    new ServiceChains(services, List.of("10.96.0.0/16"), new Clients()).write(text);
    assertThat(text)
        .contains(
            "elements = { 10.96.0.8 . tcp . 80 : goto service-default/a/tcp/80, 192.0.2.7 . tcp . 80 :"
                + " goto service-default/a/tcp/80, 10.96.0.9 . tcp . 80 : goto"
                + " service-default/b/tcp/80, 192.0.2.8 . tcp . 80 : goto"
                + " service-default/b/tcp/80 }");
  }

  @Test
  void affinityRemembersItsClients() {
    Service sticky = service("web", "{sessionAffinity: ClientIP, " + SPEC + "}]}");
    String rules = rules(sticky, new Clients(), A, B);
    assertThat(rules)
        .contains(
            "set affinity-default/web/tcp/80__10.88.0.2/8080 {\n    type ipv4_addr\n    flags"
                + " dynamic,timeout\n    timeout 10800s\n  }\n",
            "ip saddr @affinity-default/web/tcp/80__10.88.0.3/8080 goto"
                + " endpoint-default/web/tcp/80__10.88.0.3/8080",
            "update @affinity-default/web/tcp/80__10.88.0.2/8080 { ip saddr }\n    meta l4proto tcp dnat"
                + " ip to 10.88.0.2:8080",
            "numgen random mod 2 vmap { 0 : goto endpoint-default/web/tcp/80__10.88.0.2/8080, 1 : goto"
                + " endpoint-default/web/tcp/80__10.88.0.3/8080 }");
    Clients known =
        Clients.of(
            """
            table inet beanpod-bean0 {
            \tset affinity-default/web/tcp/80__10.88.0.2/8080 {
            \t\ttype ipv4_addr
            \t\tsize 65535
            \t\tflags dynamic,timeout
            \t\ttimeout 3h
            \t}

            \tset affinity-default/web/tcp/80__10.88.0.3/8080 {
            \t\ttype ipv4_addr
            \t\tflags dynamic,timeout
            \t\ttimeout 3h
            \t\telements = { 10.88.0.8 timeout 3h expires 2h59m,
            \t\t\t     10.88.0.9 timeout 3h expires 1h }
            \t}
            }
            """);
    assertThat(rules(sticky, known, A, B))
        .contains("timeout 10800s\n    elements = { 10.88.0.8 timeout 3h expires 2h59m,\n")
        .containsOnlyOnce("expires 1h }");
  }

  @Test
  void sourceRangesGuardTheBalancersAddressOnly() {
    assertThat(
            rules(
                "{type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], " + SPEC + "}]}",
                A))
        .contains(
            "192.0.2.1 . tcp . 80 : goto firewall-default/web/tcp/80",
            "10.96.0.9 . tcp . 80 : goto service-default/web/tcp/80",
            "ip saddr 198.51.100.0/24 goto service-default/web/tcp/80\n    drop\n");
  }
}
