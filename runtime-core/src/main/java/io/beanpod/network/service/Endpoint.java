package io.beanpod.network.service;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Json;
import io.beanpod.model.Protocol;
import io.beanpod.model.ServicePort;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A pod behind a Service, as {@code EndpointSlice.endpoints[]} has it.
 *
 * @param pod whose it is
 * @param addresses {@code status.podIPs}, in their order
 * @param ready whether new connections may go there: never while the pod is being deleted, unless
 *     the Service has {@code publishNotReadyAddresses}
 * @param serving whether the pod is ready by itself
 * @param terminating whether the pod is being deleted
 * @param hostname what the pod is called below the Service's name; empty unless its {@code
 *     subdomain} is that name
 */
public record Endpoint(
    StoredPod pod,
    List<IpAddress> addresses,
    boolean ready,
    boolean serving,
    boolean terminating,
    Optional<String> hostname) {

  /** Its first address of a family. */
  public Optional<IpAddress> address(boolean v4) {
    for (IpAddress address : addresses) {
      if (address.isV4() == v4) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** Which of the pod's ports is meant; empty if no container of it has one of that name. */
  public OptionalInt port(ServicePort port) {
    return port.targetPort().isName()
        ? named(pod, port.targetPort().name(), port.protocol())
        : OptionalInt.of(port.targetPort().number());
  }

  /** The number of a pod's port of that name: of its containers first, then of its sidecars. */
  public static OptionalInt named(StoredPod pod, String name, Protocol protocol) {
    List<Object> containers = new ArrayList<>(Json.list(Json.at(pod.tree(), "spec", "containers")));
    for (Object init : Json.list(Json.at(pod.tree(), "spec", "initContainers"))) {
      if ("Always".equals(Json.object(init).get("restartPolicy"))) {
        containers.add(init);
      }
    }
    for (Object container : containers) {
      for (Object each : Json.list(Json.object(container).get("ports"))) {
        Object port = Json.object(each).get("containerPort");
        if (name.equals(Json.object(each).get("name"))
            && isOf(protocol, Json.string(Json.object(each).get("protocol")))
            && port instanceof Long number) {
          return OptionalInt.of((int) (long) number);
        }
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isOf(Protocol protocol, String written) {
    return written.isEmpty() ? protocol == Protocol.TCP : written.equals(protocol.name());
  }
}
