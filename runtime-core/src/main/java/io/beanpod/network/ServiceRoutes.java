package io.beanpod.network;

import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.linux.netlink.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The host's routes to the Services' ranges, through the bridge: what the host itself sends there
 * needs one before it is translated. A route that is somebody else's stays.
 */
final class ServiceRoutes {
  private final Netlink host;
  private final Link bridge;

  ServiceRoutes(Netlink host, Link bridge) {
    this.host = host;
    this.bridge = bridge;
  }

  /**
   * Makes those that are missing.
   *
   * @param warnings receives whose a route is, where it is not ours
   */
  void add(List<Subnet> ranges, Consumer<String> warnings) throws IOException {
    for (Subnet range : ranges) {
      Optional<Route> route = find(range);
      if (route.isEmpty()) {
        host.execute(Route.add(range.network(), range.prefix(), bridge.index()));
      } else if (route.get().link() != bridge.index()) {
        warnings.accept(
            "this host has a route to "
                + range
                + " already, by "
                + interfaceOf(route.get())
                + ": pods reach their Services, the host does not (ip route shows it)");
      }
    }
  }

  /** Removes those that are ours. */
  void remove(List<Subnet> ranges) throws IOException {
    for (Subnet range : ranges) {
      Optional<Route> route = find(range);
      if (route.isPresent() && route.get().link() == bridge.index()) {
        host.execute(Route.delete(range.network(), range.prefix(), bridge.index()));
      }
    }
  }

  private Optional<Route> find(Subnet range) throws IOException {
    Optional<Route> found = Optional.empty();
    for (Route route : Route.all(host)) {
      if (route.table() == Route.RT_TABLE_MAIN
          && route.prefix() == range.prefix()
          && route.network().equals(range.network())
          && (found.isEmpty() || route.link() == bridge.index())) {
        found = Optional.of(route);
      }
    }
    return found;
  }

  private String interfaceOf(Route route) throws IOException {
    for (Link link : Link.all(host)) {
      if (link.index() == route.link()) {
        return link.name() + (link.alias().isEmpty() ? "" : " (" + link.alias() + ")");
      }
    }
    return "several interfaces";
  }
}
