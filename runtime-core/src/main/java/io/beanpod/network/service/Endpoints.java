package io.beanpod.network.service;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Json;
import io.beanpod.model.Service;
import io.beanpod.model.ServiceSpec;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which pods are behind a Service: the rules of the endpoint slice controller. */
public final class Endpoints {
  private Endpoints() {}

  /**
   * The pods of a Service that have addresses and have not ended, ready or not. None has one
   * without a selector: its endpoints are somebody else's to say.
   *
   * @param pods of all namespaces or of the Service's, in the order that comes out
   */
  public static List<Endpoint> of(Service service, List<StoredPod> pods) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (StoredPod pod : pods) {
      if (selects(service, pod)) {
        List<IpAddress> addresses = addresses(pod);
        if (!addresses.isEmpty()) {
          endpoints.add(endpoint(service, pod, addresses));
        }
      }
    }
    return endpoints;
  }

  /**
   * Where new connections go: to the pods that are ready or, while there is none, to those that are
   * being deleted and still answer.
   */
  public static List<Endpoint> usable(List<Endpoint> endpoints) {
    List<Endpoint> ready = new ArrayList<>();
    List<Endpoint> leaving = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.ready()) {
        ready.add(endpoint);
      } else if (endpoint.serving() && endpoint.terminating()) {
        leaving.add(endpoint);
      }
    }
    return ready.isEmpty() ? leaving : ready;
  }

  /** {@code status.podIPs} of a pod that has not ended, as addresses. */
  public static List<IpAddress> addresses(StoredPod pod) {
    List<IpAddress> addresses = new ArrayList<>();
    boolean ended = pod.phase().equals("Succeeded") || pod.phase().equals("Failed");
    if (!ended) {
      for (Object ip : Json.list(Json.at(pod.tree(), "status", "podIPs"))) {
        IpAddress.parse(Json.string(Json.object(ip).get("ip"))).ifPresent(addresses::add);
      }
    }
    return addresses;
  }

  private static boolean selects(Service service, StoredPod pod) {
    Map<String, String> selector = service.spec().selector();
    if (selector.isEmpty() || !pod.namespace().equals(service.namespace())) {
      return false;
    }
    Map<String, String> labels = pod.labels();
    for (Map.Entry<String, String> label : selector.entrySet()) {
      if (!label.getValue().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static Endpoint endpoint(Service service, StoredPod pod, List<IpAddress> addresses) {
    ServiceSpec spec = service.spec();
    boolean serving = isReady(pod);
    boolean terminating = Json.at(pod.tree(), "metadata", "deletionTimestamp") != null;
    boolean ready = spec.publishNotReadyAddresses() || (serving && !terminating);
    String hostname = Json.string(Json.at(pod.tree(), "spec", "hostname"));
    boolean named =
        !hostname.isEmpty() && service.name().equals(Json.at(pod.tree(), "spec", "subdomain"));
    return new Endpoint(
        pod,
        List.copyOf(addresses),
        ready,
        serving,
        terminating,
        named ? Optional.of(hostname) : Optional.empty());
  }

  private static boolean isReady(StoredPod pod) {
    for (Object condition : Json.list(Json.at(pod.tree(), "status", "conditions"))) {
      if ("Ready".equals(Json.object(condition).get("type"))) {
        return "True".equals(Json.object(condition).get("status"));
      }
    }
    return false;
  }
}
