package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API server fills in of a Service, but for what it allocates: addresses and node ports.
 */
public final class ServiceDefaults {
  /** {@code sessionAffinityConfig.clientIP.timeoutSeconds}: three hours. */
  static final int AFFINITY = 10_800;

  private static final String CLUSTER = "Cluster";

  private ServiceDefaults() {}

  /** Fills in the {@code spec} of a tree of the caller's own; what is malformed stays as it is. */
  public static void fill(Map<String, Object> spec) {
    set(spec, "type", ServiceType.ClusterIP.name());
    set(spec, "sessionAffinity", "None");
    String type = Json.string(spec.get("type"));
    if (!type.equals(ServiceType.ExternalName.name())) {
      set(spec, "internalTrafficPolicy", CLUSTER);
    }
    boolean balanced = type.equals(ServiceType.LoadBalancer.name());
    boolean external = !FieldValues.isEmpty(spec.get("externalIPs"));
    if (balanced || type.equals(ServiceType.NodePort.name()) || external) {
      set(spec, "externalTrafficPolicy", CLUSTER);
    }
    if (balanced && spec.get("allocateLoadBalancerNodePorts") == null) {
      spec.put("allocateLoadBalancerNodePorts", true);
    }
    affinity(spec);
    clusterIps(spec);
    for (Object port : Json.list(spec.get("ports"))) {
      port(Json.object(port));
    }
  }

  private static void affinity(Map<String, Object> spec) {
    if ("ClientIP".equals(spec.get("sessionAffinity"))) {
      Map<String, Object> config = object(spec, "sessionAffinityConfig");
      Map<String, Object> clientIp = object(config, "clientIP");
      if (!clientIp.containsKey("timeoutSeconds")) {
        clientIp.put("timeoutSeconds", (long) AFFINITY);
      }
    }
  }

  /** The newer of the two fields says all; the older one its first. */
  private static void clusterIps(Map<String, Object> spec) {
    if (FieldValues.isEmpty(spec.get("clusterIP"))) {
      spec.remove("clusterIP");
    } else if (FieldValues.isEmpty(spec.get("clusterIPs"))) {
      List<Object> all = new ArrayList<>();
      all.add(spec.get("clusterIP"));
      spec.put("clusterIPs", all);
    }
  }

  private static void port(Map<String, Object> port) {
    if (port.isEmpty()) {
      return; // none, or no object
    }
    set(port, "protocol", Protocol.TCP.name());
    if (FieldValues.isEmpty(port.get("targetPort")) && port.get("port") instanceof Long number) {
      port.put("targetPort", number);
    }
    if (FieldValues.isEmpty(port.get("nodePort"))) {
      port.remove("nodePort");
    }
  }

  private static Map<String, Object> object(Map<String, Object> parent, String field) {
    if (parent.get(field) == null) {
      parent.put(field, new LinkedHashMap<String, Object>());
    }
    return parent.get(field) instanceof Map
        ? Json.object(parent.get(field))
        : new LinkedHashMap<>(); // not an object: the decoder says so
  }

  private static void set(Map<String, Object> object, String field, String value) {
    Defaults.setIfEmpty(object, field, value);
  }
}
