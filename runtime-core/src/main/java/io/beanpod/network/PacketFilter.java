package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.linux.Nftables;
import io.beanpod.linux.netlink.Conntrack;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.network.service.Clients;
import io.beanpod.network.service.UdpTargets;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts the rules of one root in force. Callers hold the network's lock. */
final class PacketFilter {
  private final Root root;
  private final Set<String> warned = new HashSet<>();
  private boolean works = true;
  private Set<String> exposed = Set.of();

  PacketFilter(Root root) {
    this.root = root;
  }

  /** Whether there may be a Service or a NetworkPolicy: until then nothing of them is read. */
  static boolean hasCluster(Root root) {
    return Files.exists(root.objects().resolve(ObjectKind.SERVICE.plural()))
        || Files.exists(root.objects().resolve(ObjectKind.NETWORK_POLICY.plural()));
  }

  /** Whether the host has the library for it. */
  static boolean possible() throws IOException {
    Optional<Nftables> nftables = Nftables.open();
    nftables.ifPresent(Nftables::close);
    return nftables.isPresent();
  }

  /** The same, as the last change found. */
  boolean works() {
    return works;
  }

  /** Uids of pods that are not isolated though policies say so, as the last change found. */
  Set<String> exposed() {
    return exposed;
  }

  /** Removes all rules. */
  void remove(NetworkState state) throws IOException {
    run(Ruleset.removal(state));
    Files.deleteIfExists(inForce());
  }

  /** Puts the rules in force that these pods need, and no others. */
  void put(Netlink host, HostBridge.Found bridge, List<PodLink> pods) throws IOException {
    if (hasCluster(root)) {
      put(host, bridge, pods, Cluster.read(root, pods), false);
    } else {
      List<HostPort> ports = new HostPorts(root).all();
      run(rules(bridge.network(), pods, ports, Optional.empty()));
      HostBridge.routeLocalnet(bridge.network(), works && !ports.isEmpty());
    }
  }

  /** The same, where there are other rules in force. */
  void putIfChanged(Netlink host, HostBridge.Found bridge, List<PodLink> pods) throws IOException {
    put(host, bridge, pods, Cluster.read(root, pods), true);
  }

  private void put(
      Netlink host, HostBridge.Found bridge, List<PodLink> pods, Cluster cluster, boolean ifChanged)
      throws IOException {
    for (String problem : cluster.problems()) {
      warn(
          problem + "; the Service has no rules until it is mended (delete it, and apply it anew)");
    }
    NetworkState state = bridge.network();
    List<HostPort> ports = new HostPorts(root).all();
    Optional<Cluster> some = cluster.isEmpty() ? Optional.empty() : Optional.of(cluster);
    String text = rules(state, pods, ports, some);
    String last = last();
    if (ifChanged && text.equals(last) && inKernel(state)) {
      return;
    }
    Optional<String> missing = BridgeNetfilter.set(state.bridge(), some.isPresent());
    exposed = missing.isPresent() ? cluster.isolated(pods) : Set.of();
    if (missing.isPresent()) {
      warn(missing.get() + ": pods may not reach each other by Services, nor do policies hold");
    }
    if (cluster.hasAffinity()) {
      Optional<Cluster> known = Optional.of(cluster.with(clients(state)));
      run(rules(state, pods, ports, known));
    } else {
      run(text);
    }
    routes(host, bridge, cluster);
    forget(UdpTargets.lost(last, text));
    HostBridge.routeLocalnet(state, works && (!ports.isEmpty() || cluster.hasNodePorts()));
    if (works) {
      AtomicFile.write(inForce(), text, 0644);
    } else {
      Files.deleteIfExists(inForce());
    }
  }

  /** Whether the rules that were put there are there still: anybody may flush them. */
  private boolean inKernel(NetworkState state) throws IOException {
    String name = Ruleset.table(state);
    List<String> tables = run("list tables").lines().toList();
    return tables.contains("table inet " + name) && tables.contains("table bridge " + name);
  }

  private void routes(Netlink host, HostBridge.Found bridge, Cluster cluster) throws IOException {
    List<Subnet> ranges = new ArrayList<>(ServiceCidrs.read(root));
    ranges.removeIf(range -> !range.network().isV4() && bridge.network().v6().isEmpty());
    ServiceRoutes routes = new ServiceRoutes(host, bridge.link());
    if (cluster.services().isEmpty()) {
      routes.remove(ranges);
    } else {
      routes.add(ranges, this::warn);
    }
  }

  /** UDP has no end of a connection: what goes to a pod that is gone would go there for ever. */
  void forgetUdp(List<PodLink> gone) throws IOException {
    List<IpAddress> addresses = new ArrayList<>();
    for (PodLink pod : hasCluster(root) ? gone : List.<PodLink>of()) {
      addresses.add(pod.addresses().v4());
      pod.v6().ifPresent(addresses::add);
    }
    forget(addresses);
  }

  private static void forget(Collection<IpAddress> servers) throws IOException {
    if (servers.isEmpty()) {
      return;
    }
    try (Netlink netfilter = Netlink.netfilter()) {
      for (IpAddress server : servers) {
        netfilter.execute(Conntrack.forgetUdp(server));
      }
    }
  }

  private static String rules(
      NetworkState state, List<PodLink> pods, List<HostPort> ports, Optional<Cluster> cluster)
      throws IOException {
    return new Ruleset(state, pods, ports, HostBridge.forwardsIpv6(), cluster).replacement();
  }

  /** Tells what has no effect, once: the rules are made again and again. */
  void warn(String warning) {
    if (warned.add(warning)) {
      System.err.println("beanpod: warning: " + warning);
    }
  }

  /** Who has a pod by session affinity, by the rules in force. */
  private Clients clients(NetworkState state) throws IOException {
    String table = "table inet " + Ruleset.table(state);
    run(table); // makes it, empty, if somebody removed it
    return Clients.of(run("list " + table));
  }

  private String run(String commands) throws IOException {
    Optional<Nftables> nftables = Nftables.open();
    works = nftables.isPresent();
    if (nftables.isEmpty()) {
      return "";
    }
    try (Nftables opened = nftables.get()) {
      return opened.run(commands);
    }
  }

  /** The rules that were put in force last; empty without Services and policies. */
  private String last() throws IOException {
    try {
      return Files.readString(inForce());
    } catch (NoSuchFileException none) {
      return "";
    }
  }

  /** Where they are, while there are Services or policies. */
  private Path inForce() {
    return root.network().resolve("rules.nft");
  }
}
