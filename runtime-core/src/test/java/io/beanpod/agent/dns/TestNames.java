package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import io.beanpod.network.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A cluster of two namespaces. */
final class TestNames {
  private static final List<NamedService.Port> HTTP = List.of(port("http", "tcp", 80));

  static final ClusterNames NAMES =
      new ClusterNames(
          List.of(
              new NamedPod("default", "web", ips("10.88.0.2", "fdbe:a400:a58::2")),
              new NamedPod("default", "a.b", ips("10.88.0.3")),
              new NamedPod("other", "web", ips("10.88.0.4")),
              new NamedPod("other", "on-host", ips("192.0.2.1"))),
          List.of(
              service("default", "web", ips("10.96.0.7", "fd00:96::7"), "", HTTP, List.of()),
              service(
                  "default",
                  "db",
                  List.of(),
                  "",
                  List.of(port("pg", "tcp", 5432)),
                  List.of(
                      new NamedService.Endpoint(
                          "Db-0",
                          ips("10.88.0.2", "fdbe:a400:a58::2"),
                          List.of(port("pg", "tcp", 5433))),
                      new NamedService.Endpoint(
                          "", ips("10.88.0.3"), List.of(port("pg", "tcp", 5432))))),
              service("default", "empty", List.of(), "", HTTP, List.of()),
              service("default", "large", List.of(), "", HTTP, many()),
              service("default", "docs", List.of(), "www.example.com", List.of(), List.of()),
              service(
                  "default", "hop", List.of(), "web.default.svc.cluster.local", HTTP, List.of()),
              service(
                  "default", "loop", List.of(), "loop.default.svc.cluster.local", HTTP, List.of())),
          List.of(
              Subnet.parse("10.88.0.0/16").orElseThrow(),
              Subnet.parse("fdbe:a400:a58::/64").orElseThrow()));

  private TestNames() {}

  private static NamedService service(
      String namespace,
      String name,
      List<IpAddress> clusterIps,
      String externalName,
      List<NamedService.Port> ports,
      List<NamedService.Endpoint> endpoints) {
    return new NamedService(namespace, name, clusterIps, externalName, ports, endpoints);
  }

  private static NamedService.Port port(String name, String protocol, int number) {
    return new NamedService.Port(name, protocol, number);
  }

  private static List<NamedService.Endpoint> many() {
    return IntStream.range(0, 100)
        .mapToObj(i -> new NamedService.Endpoint("", ips("10.88.1." + i), HTTP))
        .toList();
  }

  static List<IpAddress> ips(String... texts) {
    List<IpAddress> ips = new ArrayList<>();
    for (String text : texts) {
      ips.add(IpAddress.parse(text).orElseThrow());
    }
    return ips;
  }
}
