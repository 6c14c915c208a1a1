package io.beanpod.network;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Flock;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.Nftables;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.netlink.Address;
import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.linux.netlink.Request;
import io.beanpod.linux.netlink.Route;
import io.beanpod.model.Bandwidth;
import io.beanpod.model.PodManifest;
import io.beanpod.model.PodSpec;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives pods their network, and takes it back. Each change is made under one lock. What is given is
 * written down before it is made, and what is taken back is unmade before it is forgotten: what a
 * crash leaves in between, {@link #collect} finds.
 */
public final class PodNetwork {
  /** Set: the range of the pods' addresses, as {@code 10.90.0.0/16}. */
  private static final String POD_CIDR = "BEANPOD_POD_CIDR";

  private static final int SMALLEST = 30; // network, bridge, one pod and broadcast

  private static final String NO_FILTER =
      Nftables.LIBRARY + " is not installed (Debian's package: libnftables1)";

  /** One for all roots, whose bridges share the host's names, ranges and ports. */
  static final Path LOCK = Path.of("/run/beanpod-network.lock");

  /** Whether a pod is still there. */
  public interface InUse {
    boolean test(String uid) throws IOException;
  }

  private final Root root;
  private final PacketFilter filter;
  private final Agent agent;
  private final Joining joining;

  /** The network of the pods below {@code root}. */
  public PodNetwork(Root root) {
    this.root = root;
    filter = new PacketFilter(root);
    agent = new Agent(root);
    joining = new Joining(root);
  }

  /**
   * Connects a pod: an {@code eth0} with addresses and a default route in its network namespace.
   *
   * @param uid of the pod, which has a process by now: else {@link #collect} takes the network away
   * @param network the pod's network namespace
   * @param manifest the pod's: its host ports, its bandwidth, and what Services and policies see
   * @return its addresses, which no other pod has until {@link #collect} finds it gone
   * @throws NothingFree if other pods have all addresses, or one of its ports of the host
   * @throws IOException why there is no network; {@link #release} takes back what there is of it
   */
  public PodAddresses attach(String uid, Fd network, PodManifest manifest) throws IOException {
    PodSpec spec = manifest.pod().spec();
    try (Flock lock = Flock.exclusive(LOCK);
        Netlink host = Netlink.open()) {
      claim(uid, spec);
      HostBridge.Found bridge = new HostBridge(root, host).ensure(chosenCidr());
      NetworkState state = bridge.network();
      Leases leases = leases(state);
      PodLink pod = PodLink.of(state, leases.lease(uid), uid);
      plug(host, bridge, pod, network);
      Bandwidth bandwidth = Bandwidth.of(manifest.pod().metadata());
      if (bandwidth.limited()) {
        Link link = Link.made(host, pod.hostInterface());
        Shaper.shape(host, link, pod.egressInterface(), Shaper.alias(root, uid), bandwidth);
      }
      joining.add(uid, manifest, pod.addresses());
      filter.put(host, bridge, pods(state, leases));
      if (filter.exposed().contains(uid)) {
        throw new IOException("a NetworkPolicy selects the pod, and would not hold");
      }
      boolean claimed = agent.claim(state);
      if (!filter.works()) {
        agent.serve(HostPort.of(spec, uid));
        if (claimed) {
          agent.serveOthers(leases, uid);
        }
      }
      return pod.addresses();
    }
  }

  /**
   * Takes the ports of the host that a pod has without this network: that it says it listens on,
   * with {@code hostNetwork}, or that lead to it by CNI plugins.
   *
   * @throws NothingFree if another pod has one of them
   */
  public void share(String uid, PodSpec spec) throws IOException {
    if (!HostPort.of(spec, uid).isEmpty()) {
      try (Flock lock = Flock.exclusive(LOCK)) {
        claim(uid, spec);
      }
    }
  }

  /**
   * Gives back what {@link #share} took for a pod, to which nothing leads any more.
   *
   * @return the ports: the kind and, quoted, the name
   */
  public List<String> unshare(String uid) throws IOException {
    List<String> removed = new ArrayList<>();
    if (Files.exists(root.network())) {
      try (Flock lock = Flock.exclusive(LOCK)) {
        HostPorts hostPorts = new HostPorts(root);
        for (HostPort port : hostPorts.all()) {
          if (port.uid().equals(uid)) {
            hostPorts.release(port);
            removed.add("hostPort \"" + port + '"');
          }
        }
      }
    }
    return removed;
  }

  private void claim(String uid, PodSpec spec) throws IOException {
    List<HostPort> ports = HostPort.of(spec, uid);
    if (!ports.isEmpty()) {
      new HostPorts(root).claim(ports);
    }
  }

  /** What pods lack on this host, a sentence each. */
  public List<String> shortcomings() throws IOException {
    List<String> shortcomings = new ArrayList<>();
    if (!filter.works()) {
      shortcomings.add(
          NO_FILTER
              + ": pods reach this host and each"
              + " other, but nothing beyond, Services and NetworkPolicies have no effect, and no pod"
              + " is kept from using another's address");
    }
    Optional<NetworkState> state = NetworkState.read(root);
    if (state.isPresent() && nameserver().isEmpty()) {
      shortcomings.add(
          "port 53 of "
              + state.get().v4().gateway()
              + " is another process's (ss -lptu 'sport = 53' shows it): pods do not find each other"
              + " by name, and ask the host's name servers themselves");
    }
    return shortcomings;
  }

  /** Where pods ask for names: the bridge; empty while there is none, or others have its port. */
  public Optional<IpAddress> nameserver() throws IOException {
    List<IpAddress> nameservers = AgentLaunch.nameservers(root);
    return nameservers.isEmpty() ? Optional.empty() : Optional.of(nameservers.get(0));
  }

  /**
   * Sees to it that the network agent runs, if there are pods for it. Does not wait for it: its
   * sockets are there already.
   */
  public void startAgent() throws IOException {
    if (!agent.claimed() && (!Files.exists(root.network()) || AgentLaunch.others(root))) {
      return;
    }
    try (Flock lock = Flock.exclusive(LOCK)) {
      Optional<NetworkState> state = NetworkState.read(root);
      if (state.isPresent() && !leases(state.get()).all().isEmpty()) {
        boolean claimed = agent.claim(state.get());
        if (claimed && !PacketFilter.possible()) {
          agent.serveOthers(leases(state.get()), "");
        }
        agent.start();
      } else {
        agent.end(); // others have taken the last pod's network back meanwhile
      }
    }
  }

  /**
   * Brings the rules up to date with the Services, the NetworkPolicies, and the labels and the
   * readiness of the pods. Who changes one of them calls this afterwards; nothing happens where
   * there is no Service and no policy, no pod, or nothing new.
   *
   * @throws IOException if the kernel refuses the rules, or an object is corrupt
   */
  public void sync() throws IOException {
    if (!PacketFilter.hasCluster(root) || !Files.exists(root.network())) {
      return;
    }
    try (Flock lock = Flock.exclusive(LOCK);
        Netlink host = Netlink.open()) {
      Optional<NetworkState> state = NetworkState.read(root);
      Optional<Link> link =
          state.isPresent() ? new HostBridge(root, host).own(state.get()) : Optional.empty();
      if (link.isPresent()) {
        HostBridge.Found bridge = new HostBridge.Found(state.get(), link.get());
        filter.putIfChanged(host, bridge, pods(state.get(), leases(state.get())));
        if (!filter.works()) {
          filter.warn(NO_FILTER + ": Services and NetworkPolicies have no effect");
        }
      }
    }
  }

  /**
   * The same after something happened to a pod that is not undone where the rules fail: that is a
   * warning. The agent, and the next command, try again.
   */
  public void follow() {
    try {
      sync();
    } catch (IOException e) {
      System.err.println(
          "beanpod: warning: Services and NetworkPolicies do not follow: " + e.getMessage());
    }
  }

  /** Takes back what a pod had, which has no processes any more. */
  public void release(String uid) throws IOException {
    collect(other -> !other.equals(uid), removed -> {});
  }

  /**
   * Takes back what pods had that are gone; after the last one, the bridge, the rules and the
   * host's settings too.
   *
   * @param inUse whether the pod with that uid still has processes
   * @param removed is told of each thing that they had: its kind and, quoted, its name
   * @throws IOException what {@code inUse} throws, or if the kernel refuses
   */
  public void collect(InUse inUse, Consumer<String> removed) throws IOException {
    if (!Files.exists(root.network())) {
      return;
    }
    try (Flock lock = Flock.exclusive(LOCK);
        Netlink host = Netlink.open()) {
      HostPorts hostPorts = new HostPorts(root);
      List<HostPort> freePorts = new ArrayList<>();
      for (HostPort port : hostPorts.all()) {
        // While plugins have not cleaned up, their rules still lead the port to the pod.
        if (!inUse.test(port.uid()) && !Files.exists(root.cni().resolve(port.uid()))) {
          freePorts.add(port);
        }
      }
      Optional<NetworkState> state = NetworkState.read(root);
      try {
        if (state.isPresent()) {
          collect(host, state.get(), inUse, removed);
        } else {
          agent.end();
        }
      } finally {
        for (HostPort port : freePorts) {
          hostPorts.release(port);
          removed.accept("hostPort \"" + port + '"');
        }
      }
    }
  }

  private void collect(Netlink host, NetworkState state, InUse inUse, Consumer<String> removed)
      throws IOException {
    HostBridge bridge = new HostBridge(root, host);
    Optional<Link> link = bridge.own(state);
    boolean ours = link.isPresent();
    Leases leases = leases(state);
    List<PodLink> left = new ArrayList<>();
    List<PodLink> gone = new ArrayList<>();
    for (Map.Entry<Long, String> lease : leases.all().entrySet()) {
      PodLink pod = PodLink.of(state, lease.getKey(), lease.getValue());
      (inUse.test(pod.uid()) ? left : gone).add(pod);
    }
    if (left.isEmpty()) {
      agent.kill();
    }
    Optional<IOException> refused = Optional.empty();
    try {
      if (ours && left.isEmpty()) {
        filter.remove(state);
      } else if (ours && !gone.isEmpty()) {
        filter.put(host, new HostBridge.Found(state, link.get()), left);
        filter.forgetUdp(gone);
      }
    } catch (IOException e) {
      refused = Optional.of(e); // what is the matter with the rules of others is not the gone's
    }
    for (PodLink pod : gone) {
      if (ours) {
        unplug(host, pod);
      }
      joining.remove(pod.uid());
      leases.release(pod.number());
      removed.accept("address \"" + pod.addresses().v4() + '"');
    }
    if (left.isEmpty()) {
      if (bridge.remove(state)) {
        removed.accept("bridge \"" + state.bridge() + '"');
      }
      agent.end();
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  private static void plug(Netlink host, HostBridge.Found bridge, PodLink pod, Fd network)
      throws IOException {
    unplug(host, pod); // the kernel takes a moment for that of a namespace that has just ended
    Link.End here = new Link.End(pod.hostInterface(), bridge.link().mtu());
    Link.End there = new Link.End(PodLink.POD_INTERFACE, bridge.link().mtu());
    host.execute(
        Link.veth(here, bridge.link().index(), there, pod.mac(), network),
        Link.alias(pod.hostInterface(), "pod " + pod.uid()),
        Link.guard(pod.hostInterface()));
    try (Netlink inside = Netlink.open(network)) {
      int eth0 = Link.made(inside, PodLink.POD_INTERFACE).index();
      NetworkState state = bridge.network();
      List<Request> requests = new ArrayList<>();
      requests.add(Link.switchOn(eth0));
      requests.add(new Address(eth0, pod.addresses().v4(), state.v4().prefix()).add());
      requests.add(Route.addDefault(state.v4().gateway(), eth0));
      if (pod.v6().isPresent()) {
        Subnet v6 = state.v6().orElseThrow();
        requests.add(new Address(eth0, pod.v6().get(), v6.prefix()).add());
        requests.add(Route.addDefault(v6.gateway(), eth0));
      }
      inside.execute(requests.toArray(new Request[0]));
    }
  }

  private static void unplug(Netlink host, PodLink pod) throws IOException {
    remove(host, pod.hostInterface());
    remove(host, pod.egressInterface());
  }

  private static void remove(Netlink host, String name) throws IOException {
    Optional<Link> link = Link.find(host, name);
    if (link.isPresent()) { // the bridge is ours, and so are the names that begin with its
      try {
        host.execute(Link.delete(link.get().index()));
      } catch (SyscallException e) {
        if (e.errno() != Errno.ENODEV) { // it went with its namespace meanwhile
          throw e;
        }
      }
    }
  }

  private static Optional<Subnet> chosenCidr() throws IOException {
    String chosen = System.getenv(POD_CIDR);
    if (chosen == null || chosen.isEmpty()) {
      return Optional.empty();
    }
    Optional<Subnet> subnet = Subnet.parse(chosen);
    if (subnet.isEmpty() || !subnet.get().network().isV4() || subnet.get().prefix() > SMALLEST) {
      throw new IOException(
          POD_CIDR + "=" + chosen + ": must be an IPv4 network such as 10.90.0.0/16");
    }
    return subnet;
  }

  private static List<PodLink> pods(NetworkState state, Leases leases) throws IOException {
    List<PodLink> pods = new ArrayList<>();
    for (Map.Entry<Long, String> lease : leases.all().entrySet()) {
      pods.add(PodLink.of(state, lease.getKey(), lease.getValue()));
    }
    return pods;
  }

  private Leases leases(NetworkState state) {
    return Leases.of(root, state);
  }
}
