package io.beanpod.cli.inspect;

import io.beanpod.linux.netlink.Address;
import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.linux.netlink.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one network namespace has.
 *
 * @param routes those of the main table
 */
record NetworkStack(List<Link> links, List<Address> addresses, List<Route> routes) {
  static final NetworkStack NONE = new NetworkStack(List.of(), List.of(), List.of());

  private static final int RT_TABLE_MAIN = 254;

  static NetworkStack read(Netlink netlink) throws IOException {
    List<Route> main = new ArrayList<>();
    for (Route route : Route.all(netlink)) {
      if (route.table() == RT_TABLE_MAIN) {
        main.add(route);
      }
    }
    return new NetworkStack(Link.all(netlink), Address.all(netlink), main);
  }

  /** The interface with that index. */
  Optional<Link> link(int index) {
    for (Link link : links) {
      if (link.index() == index) {
        return Optional.of(link);
      }
    }
    return Optional.empty();
  }

  /** Its name, or its number if there is none. */
  String nameOf(int index) {
    return link(index).map(Link::name).orElse(index + "");
  }

  /** The host's end of a pod's veth pair: its interface is the other's peer, and the reverse. */
  Optional<Link> otherEnd(Link inPod) {
    return link(inPod.peer())
        .filter(link -> link.kind().equals("veth") && link.peer() == inPod.index());
  }

  /** {@code 10.88.0.2/16}, …: the addresses of an interface. */
  List<String> addressesOf(Link link) {
    List<String> texts = new ArrayList<>();
    for (Address address : addresses) {
      if (address.link() == link.index()) {
        texts.add(address.address() + "/" + address.prefix());
      }
    }
    return texts;
  }

  /** The routes to everywhere, IPv4's first. */
  List<Route> defaultRoutes() {
    List<Route> all = new ArrayList<>();
    for (Route route : routes) {
      if (route.prefix() == 0) {
        all.add(route);
      }
    }
    return all;
  }
}
