package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import io.beanpod.network.Subnet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All pods and Services that have names at one moment. It does not change. */
public final class ClusterNames {
  private final Map<String, NamedPod> pods = new HashMap<>();
  private final Map<String, NamedPod> podsByAddress = new HashMap<>();
  private final Map<String, NamedService> services = new HashMap<>();
  private final Map<IpAddress, String> reverse = new HashMap<>();
  private final Set<String> namespaces = new HashSet<>(Set.of("default"));
  private final List<Subnet> ranges;

  /**
   * @param ranges addresses that have no names elsewhere: the pods' and the Services'
   */
  public ClusterNames(List<NamedPod> pods, List<NamedService> services, List<Subnet> ranges) {
    this.ranges = List.copyOf(ranges);
    for (NamedPod pod : pods) {
      namespaces.add(pod.namespace());
      this.pods.put(pod.namespace() + "/" + pod.name(), pod);
      for (IpAddress address : pod.addresses()) {
        podsByAddress.put(pod.namespace() + "/" + address, pod);
        if (inRange(address)) { // not the host's, which pods of its network have
          reverse.put(address, pod.name() + "." + pod.namespace() + ".pod");
        }
      }
    }
    for (NamedService service : services) {
      namespaces.add(service.namespace());
      this.services.put(service.namespace() + "/" + service.name(), service);
      String domain = service.name() + "." + service.namespace() + ".svc";
      for (IpAddress address : service.clusterIps()) {
        reverse.put(address, domain);
      }
      for (NamedService.Endpoint endpoint : service.endpoints()) {
        if (service.headless() && !endpoint.hostname().isEmpty()) {
          for (IpAddress address : endpoint.addresses()) { // as in a cluster, before the pod's name
            reverse.put(address, endpoint.hostname().toLowerCase(Locale.ROOT) + "." + domain);
          }
        }
      }
    }
  }

  boolean hasNamespace(String namespace) {
    return namespaces.contains(namespace);
  }

  Optional<NamedPod> pod(String namespace, String name) {
    return Optional.ofNullable(pods.get(namespace + "/" + name));
  }

  Optional<NamedPod> podAt(String namespace, IpAddress address) {
    return Optional.ofNullable(podsByAddress.get(namespace + "/" + address));
  }

  Optional<NamedService> service(String namespace, String name) {
    return Optional.ofNullable(services.get(namespace + "/" + name));
  }

  /** What an address is called, below the cluster's domain. */
  Optional<String> nameOf(IpAddress address) {
    return Optional.ofNullable(reverse.get(address));
  }

  /** The range of ours that an address lies in. */
  Optional<Subnet> rangeOf(IpAddress address) {
    for (Subnet range : ranges) {
      if (range.contains(address)) {
        return Optional.of(range);
      }
    }
    return Optional.empty();
  }

  private boolean inRange(IpAddress address) {
    return rangeOf(address).isPresent();
  }
}
