package io.beanpod.network.service;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Service;
import io.beanpod.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Service, and where its connections go.
 *
 * @param endpoints those that are usable: {@link Endpoints#usable}
 * @param loadBalancer the addresses of {@code status.loadBalancer}
 */
public record Backends(Service service, List<Endpoint> endpoints, List<IpAddress> loadBalancer) {

  /** One place that a connection may go to. */
  record Target(IpAddress address, int port) {
    /** As the address and port of a {@code dnat} statement. */
    String text() {
      return (address.isV4() ? address + "" : "[" + address + "]") + ":" + port;
    }

    /** As an element of a map. */
    String concatenated() {
      return address + " . " + port;
    }
  }

  /** The Service's own address of a family. */
  Optional<IpAddress> clusterIp(boolean v4) {
    return service.spec().clusterIPs().stream().filter(ip -> ip.isV4() == v4).findFirst();
  }

  /** Where the connections of one port go, in one family. */
  List<Target> targets(ServicePort port, boolean v4) {
    List<Target> targets = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      Optional<IpAddress> address = endpoint.address(v4);
      OptionalInt number = endpoint.port(port);
      if (address.isPresent() && number.isPresent()) {
        targets.add(new Target(address.get(), number.getAsInt()));
      }
    }
    return targets;
  }
}
