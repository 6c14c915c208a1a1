package io.beanpod.model;

import io.beanpod.linux.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the {@code spec} of a Service: see {@link ServiceSpec}. */
final class ServiceSpecDecoder {
  private static final int DAY = 86_400;

  /** On one node every way to a pod is a local one, whatever is chosen here. */
  private enum TrafficPolicy {
    Cluster,
    Local
  }

  private enum TrafficDistribution {
    PreferClose,
    PreferSameZone,
    PreferSameNode
  }

  private enum SessionAffinity {
    None,
    ClientIP
  }

  private final Fields spec;
  private final ServiceType type;

  ServiceSpecDecoder(Fields spec) {
    this.spec = spec;
    type = spec.choice("type", ServiceType.ClusterIP, ServiceType.values());
  }

  ServiceSpec decode() {
    ClusterIps ips = ClusterIps.decode(spec, type);
    List<ServicePort> ports = ServicePort.decode(spec, type);
    if (ports.isEmpty() && !ips.headless() && type != ServiceType.ExternalName) {
      spec.problem("ports", "required: at least one port");
    }
    List<IpAddress> externalIps = externalIps();
    trafficPolicies(externalIps);
    ServiceSpec decoded =
        new ServiceSpec(
            type,
            selector(),
            ports,
            ips.addresses(),
            ips.headless(),
            ips.families(),
            ips.policy(),
            externalIps,
            sourceRanges(),
            affinity(),
            spec.bool("publishNotReadyAddresses"),
            allocatesNodePorts(),
            externalName());
    // There is no other load balancer, and no health check of a node that is the only one.
    spec.refuseUnlessEmpty("loadBalancerClass", "loadBalancerIP", "healthCheckNodePort");
    spec.end();
    return decoded;
  }

  private Map<String, String> selector() {
    return LabelSelector.labels(spec, "selector");
  }

  private List<IpAddress> externalIps() {
    List<IpAddress> addresses = new ArrayList<>();
    int index = 0;
    for (String text : spec.strings("externalIPs")) {
      String field = "externalIPs[" + index++ + "]";
      Optional<IpAddress> address = IpAddress.parse(text);
      if (address.isEmpty()) {
        spec.check(field, text, Names.address(text));
        continue;
      }
      String special = SpecialAddress.of(address.get());
      if (!special.isEmpty()) {
        spec.problem(field, "\"" + text + "\" " + special);
      }
      addresses.add(address.get());
    }
    return addresses;
  }

  private void trafficPolicies(List<IpAddress> externalIps) {
    spec.choice("internalTrafficPolicy", TrafficPolicy.Cluster, TrafficPolicy.values());
    spec.choice("externalTrafficPolicy", TrafficPolicy.Cluster, TrafficPolicy.values());
    if (spec.has("externalTrafficPolicy") && !type.hasNodePorts() && externalIps.isEmpty()) {
      spec.problem("externalTrafficPolicy", "may only be set for externally-accessible services");
    }
    spec.choice(
        "trafficDistribution", TrafficDistribution.PreferClose, TrafficDistribution.values());
  }

  private List<Cidr> sourceRanges() {
    List<Cidr> ranges = new ArrayList<>();
    List<String> texts = spec.strings("loadBalancerSourceRanges");
    for (int i = 0; i < texts.size(); i++) {
      Optional<Cidr> range = Cidr.parse(texts.get(i).strip());
      if (range.isEmpty()) {
        spec.check("loadBalancerSourceRanges[" + i + "]", texts.get(i), Cidr.ALLOWED);
      }
      range.ifPresent(ranges::add);
    }
    if (!texts.isEmpty()) {
      onlyOf(ServiceType.LoadBalancer, "loadBalancerSourceRanges");
    }
    return ranges;
  }

  private OptionalInt affinity() {
    boolean clientIp =
        spec.choice("sessionAffinity", SessionAffinity.None, SessionAffinity.values())
            == SessionAffinity.ClientIP;
    OptionalInt seconds = clientIp ? OptionalInt.of(ServiceDefaults.AFFINITY) : OptionalInt.empty();
    Optional<Fields> config = spec.object("sessionAffinityConfig");
    if (config.isPresent() && !clientIp) {
      spec.problem("sessionAffinityConfig", "must not be set when session affinity is None");
    }
    if (config.isPresent()) {
      Optional<Fields> clientIpConfig = config.get().object("clientIP");
      if (clientIpConfig.isPresent()) {
        long timeout =
            clientIpConfig.get().integer("timeoutSeconds", 1, DAY).orElse(ServiceDefaults.AFFINITY);
        clientIpConfig.get().end();
        seconds = clientIp ? OptionalInt.of((int) timeout) : seconds;
      }
      config.get().end();
    }
    return seconds;
  }

  private boolean allocatesNodePorts() {
    if (spec.has("allocateLoadBalancerNodePorts")) {
      onlyOf(ServiceType.LoadBalancer, "allocateLoadBalancerNodePorts");
    }
    return spec.optionalBool("allocateLoadBalancerNodePorts").orElse(true);
  }

  private String externalName() {
    if (type != ServiceType.ExternalName) {
      String name = spec.string("externalName").orElse("");
      if (!name.isEmpty()) {
        onlyOf(ServiceType.ExternalName, "externalName");
      }
      return "";
    }
    String name = spec.requiredString("externalName").orElse("");
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (!name.isEmpty()) {
      spec.check("externalName", name, Names.subdomain(plain));
    }
    return plain;
  }

  private void onlyOf(ServiceType only, String field) {
    if (type != only) {
      spec.problem(field, "may only be used when `type` is '" + only + "'");
    }
  }
}
