package io.beanpod.network.service;

import io.beanpod.model.Json;
import io.beanpod.model.Problem;
import io.beanpod.store.StoredObject;
import java.util.List;
import java.util.Map;

/** The ports of load balancers: there is one address for all of them, the host's. */
final class BalancedPorts {
  private final List<StoredObject> others;

  BalancedPorts(List<StoredObject> others) {
    this.others = others;
  }

  /** Adds a problem for each port of a load balancer that another one has. */
  void check(Map<String, Object> spec, List<Problem> problems) {
    List<Object> ports = Json.list(spec.get("ports"));
    for (int i = 0; i < ports.size(); i++) {
      Map<String, Object> port = Json.object(ports.get(i));
      for (StoredObject other : others) {
        if (has(other, port)) {
          problems.add(
              new Problem(
                  "spec.ports[" + i + "].port",
                  "Invalid value: "
                      + port.get("port")
                      + ": the load balancer's address is this host's, and its port "
                      + port.get("port")
                      + "/"
                      + port.get("protocol")
                      + " is taken by service "
                      + other.namespace()
                      + "/"
                      + other.name()));
        }
      }
    }
  }

  private static boolean has(StoredObject other, Map<String, Object> wanted) {
    boolean has = false;
    if (!Json.list(Json.at(other.tree(), "status", "loadBalancer", "ingress")).isEmpty()) {
      for (Object each : Json.list(Json.at(other.tree(), "spec", "ports"))) {
        Map<String, Object> port = Json.object(each);
        has |=
            port.get("port").equals(wanted.get("port"))
                && port.get("protocol").equals(wanted.get("protocol"));
      }
    }
    return has;
  }
}
