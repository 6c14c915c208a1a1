package io.beanpod.agent;

import io.beanpod.agent.dns.ClusterNames;
import io.beanpod.agent.dns.NamedPod;
import io.beanpod.agent.dns.NamedService;
import io.beanpod.linux.IpAddress;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Service;
import io.beanpod.model.ServicePort;
import io.beanpod.network.Subnet;
import io.beanpod.network.service.Endpoint;
import io.beanpod.network.service.Endpoints;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What pods and Services are called. */
final class NamesOf {
  private NamesOf() {}

  /**
   * All of them.
   *
   * @param ranges of the pods' and the Services' addresses
   */
  static ClusterNames cluster(
      List<StoredPod> pods, List<StoredObject> services, List<Subnet> ranges) {
    List<NamedPod> named = new ArrayList<>();
    for (StoredPod pod : pods) {
      List<IpAddress> addresses = Endpoints.addresses(pod);
      if (!addresses.isEmpty()) {
        named.add(new NamedPod(pod.namespace(), pod.name(), addresses));
      }
    }
    List<NamedService> known = new ArrayList<>();
    for (StoredObject object : services) {
      try {
        String where = "services/" + object.namespace() + "/" + object.name();
        known.add(service(Service.of(object.tree(), where), pods));
      } catch (InvalidManifest e) {
        System.err.println("has no names: " + e.getMessage());
      }
    }
    return new ClusterNames(named, known, ranges);
  }

  private static NamedService service(Service service, List<StoredPod> pods) {
    List<NamedService.Port> ports = new ArrayList<>();
    for (ServicePort port : service.spec().ports()) {
      ports.add(new NamedService.Port(port.name(), protocol(port), port.port()));
    }
    List<NamedService.Endpoint> endpoints = new ArrayList<>();
    for (Endpoint endpoint : Endpoints.usable(Endpoints.of(service, pods))) {
      endpoints.add(endpoint(service, endpoint));
    }
    return new NamedService(
        service.namespace(),
        service.name(),
        service.spec().clusterIPs(),
        service.spec().externalName(),
        ports,
        endpoints);
  }

  private static NamedService.Endpoint endpoint(Service service, Endpoint endpoint) {
    List<NamedService.Port> ports = new ArrayList<>();
    for (ServicePort port : service.spec().ports()) {
      OptionalInt number = endpoint.port(port);
      if (number.isPresent()) {
        ports.add(new NamedService.Port(port.name(), protocol(port), number.getAsInt()));
      }
    }
    return new NamedService.Endpoint(endpoint.hostname().orElse(""), endpoint.addresses(), ports);
  }

  private static String protocol(ServicePort port) {
    return port.protocol().name().toLowerCase(Locale.ROOT);
  }
}
