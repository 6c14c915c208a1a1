package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.NetworkPolicy;
import io.beanpod.model.Service;
import io.beanpod.network.policy.IsolatedPorts;
import io.beanpod.network.policy.PolicyChains;
import io.beanpod.network.policy.PolicyPod;
import io.beanpod.network.service.Backends;
import io.beanpod.network.service.Clients;
import io.beanpod.network.service.Endpoint;
import io.beanpod.network.service.Endpoints;
import io.beanpod.network.service.NftSet;
import io.beanpod.network.service.ServiceChains;
import io.beanpod.network.service.StoredServices;
import io.beanpod.network.service.UdpTargets;
import io.beanpod.store.CorruptState;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Services and NetworkPolicies say of the pods. None of this is read or loaded before there
 * was one of them.
 *
 * @param services those that have addresses
 * @param ranges of the Services' addresses
 * @param pods all that have addresses of their own
 * @param clients who has a pod by session affinity
 * @param problems of Services that are left out
 */
record Cluster(
    List<Backends> services,
    List<Subnet> ranges,
    List<NetworkPolicy> policies,
    List<PolicyPod> pods,
    Clients clients,
    List<String> problems) {

  /**
   * Reads them.
   *
   * @param links of all pods that have one
   */
  static Cluster read(Root root, List<PodLink> links) throws IOException {
    List<StoredPod> pods = new ArrayList<>(new PodStore(root).list());
    new Joining(root).addTo(pods, links);
    ObjectStore store = new ObjectStore(root);
    List<Backends> services = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (StoredObject object : byAge(store.list(ObjectKind.SERVICE))) {
      Optional<Service> decoded = StoredServices.decode(store, object, problems::add);
      if (decoded.isPresent() && !decoded.get().spec().clusterIPs().isEmpty()) {
        Service service = decoded.get();
        List<Endpoint> usable = Endpoints.usable(Endpoints.of(service, pods));
        services.add(new Backends(service, usable, loadBalancer(object)));
      }
    }
    List<NetworkPolicy> policies = new ArrayList<>();
    for (StoredObject object : store.list(ObjectKind.NETWORK_POLICY)) {
      policies.add(policy(store, object));
    }
    Map<String, Map<String, String>> namespaces = new HashMap<>();
    for (StoredObject namespace : store.list(ObjectKind.NAMESPACE)) {
      namespaces.put(namespace.name(), namespace.labels());
    }
    List<Subnet> ranges = services.isEmpty() ? List.of() : ServiceCidrs.read(root);
    return new Cluster(
        services, ranges, policies, PolicyPod.of(pods, namespaces), new Clients(), problems);
  }

  /** The oldest first; of one second, by name. */
  private static List<StoredObject> byAge(List<StoredObject> services) {
    List<StoredObject> sorted = new ArrayList<>(services);
    sorted.sort(
        Comparator.comparing(
            object -> Json.string(Json.at(object.tree(), "metadata", "creationTimestamp"))));
    return sorted;
  }

  /** Without one of its policies, a pod would get what it is to be kept from: nothing changes. */
  private static NetworkPolicy policy(ObjectStore store, StoredObject object) throws CorruptState {
    try {
      return NetworkPolicy.of(object.tree(), "");
    } catch (InvalidManifest e) {
      throw new CorruptState(store.file(object), e.problems().get(0).toString());
    }
  }

  /** Whether nothing is to be done for any of them. */
  boolean isEmpty() {
    return services.isEmpty() && policies.isEmpty();
  }

  /** Whether some Service keeps its clients and pods together. */
  boolean hasAffinity() {
    boolean has = false;
    for (Backends each : services) {
      has |= each.service().spec().affinitySeconds().isPresent();
    }
    return has;
  }

  /** Whether a port of the host leads to a Service. */
  boolean hasNodePorts() {
    boolean has = false;
    for (Backends each : services) {
      has |= each.service().spec().type().hasNodePorts();
    }
    return has;
  }

  Cluster with(Clients known) {
    return new Cluster(services, ranges, policies, pods, known, problems);
  }

  /** Writes the rules, as a part of a table of the family inet. */
  void write(StringBuilder text, List<PodLink> links) {
    NftSet self4 = new NftSet("set self4", "ipv4_addr . ipv4_addr");
    NftSet self6 = new NftSet("set self6", "ipv6_addr . ipv6_addr");
    for (PodLink link : links) {
      self4.add(link.addresses().v4() + " . " + link.addresses().v4());
      link.v6().ifPresent(v6 -> self6.add(v6 + " . " + v6));
    }
    self4.write(text);
    self6.write(text);
    if (!services.isEmpty()) {
      List<String> texts = new ArrayList<>();
      for (Subnet range : ranges) {
        texts.add(range.toString());
      }
      UdpTargets.write(text, services);
      new ServiceChains(services, texts, clients).write(text);
    }
    if (!policies.isEmpty()) {
      new PolicyChains(policies, pods).write(text, locals(links));
    }
  }

  /** Uids of the pods that policies select, among those with a link. */
  Set<String> isolated(List<PodLink> links) {
    Set<String> isolated = new HashSet<>();
    PolicyChains chains = new PolicyChains(policies, pods);
    for (PolicyChains.Local local : locals(links)) {
      if (chains.isolates(local.pod())) {
        isolated.add(local.pod().pod().uid());
      }
    }
    return isolated;
  }

  /** The ports of pods to which not everybody may send. */
  IsolatedPorts isolatedPorts(List<PodLink> links) {
    IsolatedPorts ports = new IsolatedPorts();
    PolicyChains chains = new PolicyChains(policies, pods);
    for (PolicyPod pod : pods) {
      for (PodLink link : links) {
        if (link.uid().equals(pod.pod().uid()) && chains.isolatesIngress(pod)) {
          ports.add(link.hostInterface(), addresses(link));
        }
      }
    }
    return ports;
  }

  private static List<IpAddress> addresses(PodLink link) {
    List<IpAddress> addresses = new ArrayList<>();
    addresses.add(link.addresses().v4());
    if (link.v6().isPresent()) {
      addresses.add(link.v6().get());
      addresses.add(link.linkLocal());
    }
    return addresses;
  }

  private List<PolicyChains.Local> locals(List<PodLink> links) {
    List<PolicyChains.Local> locals = new ArrayList<>();
    for (PolicyPod pod : pods) {
      for (PodLink link : links) {
        if (link.uid().equals(pod.pod().uid())) {
          locals.add(new PolicyChains.Local(pod, addresses(link)));
        }
      }
    }
    return locals;
  }

  private static List<IpAddress> loadBalancer(StoredObject service) {
    List<IpAddress> addresses = new ArrayList<>();
    for (Object each : Json.list(Json.at(service.tree(), "status", "loadBalancer", "ingress"))) {
      IpAddress.parse(Json.string(Json.object(each).get("ip"))).ifPresent(addresses::add);
    }
    return addresses;
  }
}
