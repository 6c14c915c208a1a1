package io.beanpod.object;

import io.beanpod.model.Json;
import io.beanpod.model.ServiceType;
import io.beanpod.network.service.ServiceAllocation;
import java.util.List;
import java.util.Map;

/**
 * What goes with a Service's former type: fields that the system gave or filled in, which nobody
 * who patches {@code spec.type} should have to remove. What is changed by the same patch is what
 * the user wants, and stays. Upstream: {@code dropTypeDependentFields}.
 */
final class ServiceUpdate {
  private static final String NODE_PORT = "nodePort";

  private ServiceUpdate() {}

  /** Drops them from the spec of a tree of the caller's own, which is not checked yet. */
  static void prepare(Map<String, Object> before, Map<String, Object> spec) {
    String former = Json.string(before.get("type"));
    String type = Json.string(spec.get("type"));
    if (hasClusterIp(former) && !hasClusterIp(type)) {
      for (String field :
          new String[] {
            "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"
          }) {
        dropIfSame(before, spec, field);
      }
    }
    if (hasNodePorts(former) && !hasNodePorts(type)) {
      dropNodePorts(before, spec);
      if (Json.list(spec.get("externalIPs")).isEmpty()) {
        dropIfSame(before, spec, "externalTrafficPolicy");
      }
    }
    if (is(ServiceType.LoadBalancer, former) && !is(ServiceType.LoadBalancer, type)) {
      dropIfSame(before, spec, "allocateLoadBalancerNodePorts");
    }
    if (is(ServiceType.ExternalName, former) && !is(ServiceType.ExternalName, type)) {
      dropIfSame(before, spec, "externalName");
    }
    if ("ClientIP".equals(before.get("sessionAffinity"))
        && "None".equals(spec.get("sessionAffinity"))) {
      dropIfSame(before, spec, "sessionAffinityConfig");
    }
    ServiceAllocation.downgrade(before, spec);
  }

  /** Of each port that has the number that it had; all stay if one was changed, as upstream. */
  private static void dropNodePorts(Map<String, Object> before, Map<String, Object> spec) {
    List<Object> formerPorts = Json.list(before.get("ports"));
    List<Object> ports = Json.list(spec.get("ports"));
    boolean same = formerPorts.size() == ports.size();
    for (int i = 0; same && i < ports.size(); i++) {
      Object former = Json.object(formerPorts.get(i)).get(NODE_PORT);
      same = former != null && former.equals(Json.object(ports.get(i)).get(NODE_PORT));
    }
    for (int i = 0; same && i < ports.size(); i++) {
      Json.object(ports.get(i)).remove(NODE_PORT);
    }
  }

  private static void dropIfSame(
      Map<String, Object> before, Map<String, Object> spec, String field) {
    Object value = spec.get(field);
    if (value != null && value.equals(before.get(field))) {
      spec.remove(field);
    }
  }

  private static boolean hasClusterIp(String type) {
    return !is(ServiceType.ExternalName, type);
  }

  private static boolean hasNodePorts(String type) {
    return is(ServiceType.NodePort, type) || is(ServiceType.LoadBalancer, type);
  }

  private static boolean is(ServiceType type, String name) {
    return type.name().equals(name);
  }
}
