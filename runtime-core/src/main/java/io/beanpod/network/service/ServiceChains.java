package io.beanpod.network.service;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Cidr;
import io.beanpod.model.Protocol;
import io.beanpod.model.Service;
import io.beanpod.model.ServicePort;
import io.beanpod.network.service.Backends.Target;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The rules that lead a Service's connections to its pods, in nft(8)'s language, with the names and
 * in the manner of kube-proxy's nftables mode: one look into a map finds the chain of a Service's
 * port, however many Services there are, and that chain picks a pod at random, or the one that the
 * client had before.
 */
public final class ServiceChains {
  /** The chain that looks at a packet's address, to jump to from where addresses are translated. */
  public static final String BY_ADDRESS = "services";

  /** The same for packets to the node's own addresses. */
  public static final String BY_NODE_PORT = "nodeports";

  private final StringBuilder chains = new StringBuilder();
  private final NftSet addresses4 =
      new NftSet("map services4", "ipv4_addr . inet_proto . inet_service : verdict");
  private final NftSet addresses6 =
      new NftSet("map services6", "ipv6_addr . inet_proto . inet_service : verdict");
  private final NftSet nodePorts4 =
      new NftSet("map nodeports4", "inet_proto . inet_service : verdict");
  private final NftSet nodePorts6 =
      new NftSet("map nodeports6", "inet_proto . inet_service : verdict");
  private final Map<String, Service> owners = new HashMap<>();
  private final Refusals refusals;
  private final Affinity affinity;

  /**
   * Makes the rules.
   *
   * <p>Two Services may ask for one port of an external address: the first has it, and no external
   * address is another Service's own.
   *
   * @param services the oldest first
   * @param ranges of the Services' addresses: whoever sends to one that leads nowhere is refused
   * @param clients those who had a pod before
   */
  public ServiceChains(List<Backends> services, List<String> ranges, Clients clients) {
    refusals = new Refusals(ranges);
    affinity = new Affinity(clients, chains);
    for (Backends service : services) {
      for (IpAddress own : service.service().spec().clusterIPs()) {
        for (ServicePort port : service.service().spec().ports()) {
          owns(service, own, port);
        }
      }
    }
    for (Backends service : services) {
      for (ServicePort port : service.service().spec().ports()) {
        for (boolean v4 : new boolean[] {true, false}) {
          if (service.clusterIp(v4).isPresent()) {
            add(service, port, v4);
          }
        }
      }
    }
  }

  /** Writes them, as a part of a table of the family inet. */
  public void write(StringBuilder text) {
    affinity.write(text);
    text.append(chains);
    for (NftSet map : List.of(addresses4, addresses6, nodePorts4, nodePorts6)) {
      map.write(text);
    }
    text.append("  chain ").append(BY_ADDRESS).append(" {\n");
    text.append("    ip daddr . meta l4proto . th dport vmap @services4\n");
    text.append("    ip6 daddr . meta l4proto . th dport vmap @services6\n  }\n");
    text.append("  chain ").append(BY_NODE_PORT).append(" {\n");
    text.append("    meta nfproto ipv4 meta l4proto . th dport vmap @nodeports4\n");
    // IPv6 has no route_localnet: a pod would drop what comes from there.
    text.append("    ip6 daddr != ::1 meta l4proto . th dport vmap @nodeports6\n  }\n");
    refusals.write(text);
  }

  private void add(Backends service, ServicePort port, boolean v4) {
    String at = protocol(port.protocol()) + " . ";
    List<Target> targets = service.targets(port, v4);
    NftSet addresses = v4 ? addresses4 : addresses6;
    Set<IpAddress> external = new LinkedHashSet<>(service.service().spec().externalIPs());
    external.addAll(service.loadBalancer());
    external.removeAll(service.service().spec().clusterIPs());
    external.removeIf(ip -> ip.isV4() != v4 || !owns(service, ip, port));
    if (targets.isEmpty()) {
      for (IpAddress ip : external) {
        refusals.at(ip, at + port.port());
      }
      if (port.nodePort() > 0) {
        refusals.atNodePort(at + port.nodePort());
      }
      return;
    }
    String name = name(service, port, v4);
    String jump = " : goto service" + name;
    choose(service, port, name, targets);
    addresses.add(service.clusterIp(v4).orElseThrow() + " . " + at + port.port() + jump);
    List<Cidr> ranges = service.service().spec().loadBalancerSourceRanges();
    if (!ranges.isEmpty()) {
      guard(name, ranges, v4);
    }
    for (IpAddress ip : external) {
      boolean guarded = !ranges.isEmpty() && service.loadBalancer().contains(ip);
      String target = guarded ? " : goto firewall" + name : jump;
      addresses.add(ip + " . " + at + port.port() + target);
    }
    if (port.nodePort() > 0) {
      (v4 ? nodePorts4 : nodePorts6).add(at + port.nodePort() + jump);
    }
  }

  /** Whether it is the first that asks for a port of an address. */
  private boolean owns(Backends service, IpAddress ip, ServicePort port) {
    String key = ip + " " + port.port() + "/" + port.protocol();
    Service owner = owners.putIfAbsent(key, service.service());
    return owner == null || owner.equals(service.service());
  }

  private void choose(Backends service, ServicePort port, String name, List<Target> targets) {
    String protocol = protocol(port.protocol());
    String family = targets.get(0).address().isV4() ? "ip" : "ip6";
    if (service.service().spec().affinitySeconds().isPresent()) {
      int seconds = service.service().spec().affinitySeconds().getAsInt();
      affinity.choose(name, seconds, protocol, targets);
      return;
    }
    chains.append("  chain service").append(name).append(" {\n");
    chains
        .append("    meta l4proto ")
        .append(protocol)
        .append(" dnat ")
        .append(family)
        .append(" to ");
    if (targets.size() == 1) {
      chains.append(targets.get(0).text());
    } else {
      chains.append("numgen random mod ").append(targets.size()).append(" map { ");
      for (int i = 0; i < targets.size(); i++) {
        chains.append(i == 0 ? "" : ", ").append(i).append(" : ");
        chains.append(targets.get(i).concatenated());
      }
      chains.append(" }");
    }
    chains.append("\n  }\n");
  }

  private void guard(String name, List<Cidr> ranges, boolean v4) {
    chains.append("  chain firewall").append(name).append(" {\n");
    for (Cidr range : ranges) {
      if (range.address().isV4() == v4) {
        chains.append(v4 ? "    ip saddr " : "    ip6 saddr ").append(range);
        chains.append(" goto service").append(name).append('\n');
      }
    }
    chains.append("    drop\n  }\n");
  }

  /** {@code -default/web/tcp/http}: what the names of a port's chains end with. */
  private static String name(Backends service, ServicePort port, boolean v4) {
    return (v4 ? "-" : "6-")
        + service.service().namespace()
        + "/"
        + service.service().name()
        + "/"
        + protocol(port.protocol())
        + "/"
        + (port.name().isEmpty() ? port.port() + "" : port.name());
  }

  private static String protocol(Protocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }
}
