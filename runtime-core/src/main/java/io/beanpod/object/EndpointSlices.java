package io.beanpod.object;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.Service;
import io.beanpod.model.ServicePort;
import io.beanpod.network.service.Endpoint;
import io.beanpod.network.service.Endpoints;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the endpoint slice controller writes of a Service: which pods are behind it. Nothing keeps
 * them here: they are made of the Service and the pods when somebody asks.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/">EndpointSlice</a>
 */
final class EndpointSlices {
  private final StoredObject service;
  private final Service decoded;
  private final List<Endpoint> endpoints;

  private EndpointSlices(StoredObject service, Service decoded, List<StoredPod> pods) {
    this.service = service;
    this.decoded = decoded;
    endpoints = Endpoints.of(decoded, pods);
  }

  /**
   * Those of a Service: one for each family of addresses, and for each choice of ports that its
   * pods make of the ports' names; none without a selector.
   *
   * @param pods of its namespace, or of all
   * @throws InvalidManifest if the Service was changed by hand, and is none any more
   */
  static List<StoredObject> of(StoredObject service, List<StoredPod> pods) {
    Service decoded = Service.of(service.tree(), "service/" + service.name());
    List<StoredObject> slices = new ArrayList<>();
    if (!decoded.spec().selector().isEmpty()) {
      EndpointSlices of = new EndpointSlices(service, decoded, pods);
      for (Object family : Json.list(Json.at(service.tree(), "spec", "ipFamilies"))) {
        slices.addAll(of.slices(Json.string(family)));
      }
    }
    return slices;
  }

  private List<StoredObject> slices(String family) {
    boolean v4 = family.equals("IPv4");
    Map<String, List<Object>> byPorts = new LinkedHashMap<>();
    Map<String, List<Object>> ports = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      Optional<IpAddress> address = endpoint.address(v4);
      if (address.isPresent()) {
        List<Object> open = ports(endpoint);
        ports.put(open.toString(), open);
        byPorts
            .computeIfAbsent(open.toString(), none -> new ArrayList<>())
            .add(endpoint(endpoint, address.get()));
      }
    }
    if (ports.isEmpty()) { // that nobody is behind it is to be seen, too
      return List.of(slice(family, 1, List.of(), List.of()));
    }
    List<StoredObject> slices = new ArrayList<>();
    for (Map.Entry<String, List<Object>> open : ports.entrySet()) {
      slices.add(slice(family, slices.size() + 1, open.getValue(), byPorts.get(open.getKey())));
    }
    return slices;
  }

  private StoredObject slice(String family, int number, List<Object> ports, List<Object> some) {
    String suffix = "-" + family.toLowerCase(Locale.ROOT) + (number == 1 ? "" : "-" + number);
    Map<String, Object> labels = new LinkedHashMap<>();
    labels.put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    labels.put("kubernetes.io/service-name", service.name());
    if ("None".equals(Json.at(service.tree(), "spec", "clusterIP"))) {
      labels.put("service.kubernetes.io/headless", "");
    }
    Map<String, Object> owner = new LinkedHashMap<>();
    owner.put("apiVersion", "v1");
    owner.put("kind", "Service");
    owner.put("name", service.name());
    owner.put("uid", service.uid());
    owner.put("controller", true);
    owner.put("blockOwnerDeletion", true);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", service.name() + suffix);
    metadata.put("namespace", service.namespace());
    metadata.put("labels", labels);
    metadata.put("creationTimestamp", Json.at(service.tree(), "metadata", "creationTimestamp"));
    metadata.put("ownerReferences", List.of(owner));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", ObjectKind.ENDPOINT_SLICE.apiVersion());
    tree.put("kind", ObjectKind.ENDPOINT_SLICE.kind());
    tree.put("metadata", metadata);
    tree.put("addressType", family);
    tree.put("ports", ports);
    tree.put("endpoints", some);
    return new StoredObject(ObjectKind.ENDPOINT_SLICE, tree);
  }

  private List<Object> ports(Endpoint endpoint) {
    List<Object> ports = new ArrayList<>();
    for (ServicePort port : decoded.spec().ports()) {
      OptionalInt number = endpoint.port(port);
      if (number.isPresent()) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", port.name());
        tree.put("port", (long) number.getAsInt());
        tree.put("protocol", port.protocol().name());
        ports.add(tree);
      }
    }
    return ports;
  }

  private static Map<String, Object> endpoint(Endpoint endpoint, IpAddress address) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("ready", endpoint.ready());
    conditions.put("serving", endpoint.serving());
    conditions.put("terminating", endpoint.terminating());
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("kind", "Pod");
    pod.put("namespace", endpoint.pod().namespace());
    pod.put("name", endpoint.pod().name());
    pod.put("uid", endpoint.pod().uid());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("addresses", List.of(address.toString()));
    tree.put("conditions", conditions);
    endpoint.hostname().ifPresent(name -> tree.put("hostname", name));
    String node = Json.string(Json.at(endpoint.pod().tree(), "spec", "nodeName"));
    if (!node.isEmpty()) {
      tree.put("nodeName", node);
    }
    tree.put("targetRef", pod);
    return tree;
  }
}
