package io.beanpod.network;

import io.beanpod.linux.netlink.Address;
import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.linux.netlink.Request;
import io.beanpod.linux.netlink.Route;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bridge that pods are ports of, with the first address of their network. */
final class HostBridge {
  private static final Path SYSCTLS = Path.of("/proc/sys");
  private static final int BRIDGES = 100;

  private final Root root;
  private final Netlink host;

  HostBridge(Root root, Netlink host) {
    this.root = root;
    this.host = host;
  }

  /** A bridge, and what it is for. */
  record Found(NetworkState network, Link link) {}

  /** The bridge, if it is there and made for this root: another one may have its name by now. */
  Optional<Link> own(NetworkState network) throws IOException {
    return Link.find(host, network.bridge()).filter(link -> link.alias().equals(alias()));
  }

  private String alias() {
    return "beanpod pods of " + root.base();
  }

  /**
   * Finds the bridge, or makes it.
   *
   * @param wanted the range of the pods' addresses that the user asks for
   */
  Found ensure(Optional<Subnet> wanted) throws IOException {
    Optional<NetworkState> known = NetworkState.read(root);
    if (known.isPresent()) {
      Optional<Link> link = own(known.get());
      if (link.isPresent() && link.get().up()) {
        requireSame(known.get(), wanted);
        return new Found(known.get(), link.get());
      }
      remove(known.get()); // it was left half made, or somebody took it away or switched it off
    }
    removeLinks(); // one that says it is this root's, with nothing written down of it
    NetworkState network = plan(wanted);
    network.write(root); // first: what a crash leaves is known to the next one
    make(network);
    return new Found(network, own(network).orElseThrow());
  }

  /**
   * Removes it, and gives the host's settings back.
   *
   * @return whether it was there
   */
  boolean remove(NetworkState network) throws IOException {
    boolean there = own(network).isPresent();
    removeLinks();
    for (Map.Entry<String, String> sysctl : network.sysctls().entrySet()) {
      Path file = SYSCTLS.resolve(sysctl.getKey());
      if (Files.exists(file)) { // its interface may be gone
        Files.writeString(file, sysctl.getValue());
      }
    }
    NetworkState.remove(root);
    return there;
  }

  /** The bridge, and what pods sent through: that is no port of it, and stays when it goes. */
  private void removeLinks() throws IOException {
    for (Link link : Link.all(host)) {
      if (link.alias().equals(alias()) || Shaper.isEgress(root, link)) {
        host.execute(Link.delete(link.index()));
      }
    }
  }

  private NetworkState plan(Optional<Subnet> wanted) throws IOException {
    List<Route> routes = Route.all(host);
    SubnetChoice choice = new SubnetChoice(routes, Address.all(host));
    for (Subnet range : ServiceCidrs.read(root)) {
      choice.take(range);
    }
    new ServiceClaims().ofOthers(root).forEach(choice::take);
    if (wanted.isPresent() && choice.overlap(wanted.get()).isPresent()) {
      throw new IOException(
          "pod network: "
              + wanted.get()
              + " overlaps "
              + choice.overlap(wanted.get()).get()
              + ", which this host has a route to or Services have (choose another by"
              + " BEANPOD_POD_CIDR)");
    }
    Optional<Subnet> v4 = wanted.isPresent() ? wanted : choice.v4();
    if (v4.isEmpty()) {
      throw new IOException(
          "pod network: this host has routes to all of 10.88.0.0/16 to 10.95.0.0/16 and"
              + " 10.112.0.0/16 to 10.127.0.0/16 (choose a range by BEANPOD_POD_CIDR)");
    }
    Subnet v6 = SubnetChoice.v6(v4.get());
    boolean usable = hasIpv6() && choice.overlap(v6).isEmpty();
    return new NetworkState(
        freeName(), v4.get(), usable ? Optional.of(v6) : Optional.empty(), forwarding(routes));
  }

  /** Other roots have bridges too, and so may other programs. */
  private String freeName() throws IOException {
    for (int i = 0; i < BRIDGES; i++) {
      if (Link.find(host, "bean" + i).isEmpty()) {
        return "bean" + i;
      }
    }
    throw new IOException("pod network: bean0 to bean99 all exist (remove those without pods)");
  }

  private void make(NetworkState network) throws IOException {
    host.execute(
        Link.bridge(network.bridge(), PodLink.mac(network.v4().gateway())),
        Link.alias(network.bridge(), alias()));
    int index = Link.made(host, network.bridge()).index();
    List<Request> requests = new ArrayList<>();
    requests.add(new Address(index, network.v4().gateway(), network.v4().prefix()).add());
    if (network.v6().isPresent()) {
      Subnet v6 = network.v6().get();
      requests.add(new Address(index, v6.gateway(), v6.prefix()).add());
      set("net/ipv6/conf/" + network.bridge() + "/accept_ra", "0"); // no pod is the host's router
    }
    requests.add(Link.switchOn(index)); // last: one that is on is whole
    set("net/ipv4/conf/" + network.bridge() + "/forwarding", "1");
    for (String sysctl : network.sysctls().keySet()) {
      set(sysctl, "1");
    }
    host.execute(requests.toArray(new Request[0]));
  }

  /**
   * Lets packets from the host's 127.0.0.1 out to the pods, or not: only while there are rules that
   * keep pods from sending to it.
   */
  static void routeLocalnet(NetworkState network, boolean on) throws IOException {
    set("net/ipv4/conf/" + network.bridge() + "/route_localnet", on ? "1" : "0");
  }

  /** Whether IPv6 packets are forwarded on this host at all: there is no such switch per link. */
  static boolean forwardsIpv6() throws IOException {
    Path file = SYSCTLS.resolve("net/ipv6/conf/all/forwarding");
    return Files.exists(file) && Files.readString(file).strip().equals("1");
  }

  /**
   * What has to be switched on at the interfaces of the default routes for answers to reach the
   * pods, with its present value. Not {@code net.ipv4.ip_forward}, which makes a router of the host
   * for all of its interfaces.
   */
  private Map<String, String> forwarding(List<Route> routes) throws IOException {
    Map<String, String> before = new LinkedHashMap<>();
    for (Link link : Link.all(host)) {
      for (Route route : routes) {
        if (route.prefix() <= 1 && route.network().isV4() && route.link() == link.index()) {
          String sysctl = "net/ipv4/conf/" + link.name() + "/forwarding";
          String value = Files.readString(SYSCTLS.resolve(sysctl)).strip();
          if (!value.equals("1")) {
            before.put(sysctl, value);
          }
        }
      }
    }
    return before;
  }

  private static void requireSame(NetworkState known, Optional<Subnet> wanted) throws IOException {
    if (wanted.isPresent() && !wanted.get().equals(known.v4())) {
      throw new IOException(
          "pod network: "
              + known.bridge()
              + " has pods in "
              + known.v4()
              + " already (delete all pods before you choose "
              + wanted.get()
              + ")");
    }
  }

  static boolean hasIpv6() throws IOException {
    Path disabled = SYSCTLS.resolve("net/ipv6/conf/default/disable_ipv6");
    return Files.exists(disabled) && Files.readString(disabled).strip().equals("0");
  }

  private static void set(String sysctl, String value) throws IOException {
    try {
      Files.writeString(SYSCTLS.resolve(sysctl), value);
    } catch (IOException e) {
      throw new IOException(
          "pod network: "
              + sysctl.replace('/', '.')
              + " cannot be set to "
              + value
              + " ("
              + e.getMessage()
              + "): pods would have no way out (run beanpod where /proc/sys is writable, or give the pod the"
              + " annotation beanpod.io/network: none)",
          e);
    }
  }
}
