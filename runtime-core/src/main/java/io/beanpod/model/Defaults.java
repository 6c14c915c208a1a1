package io.beanpod.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the API server writes into a pod before it stores it ({@code pkg/apis/core/v1/defaults.go}),
 * so that a stored pod reads like {@code kubectl get -o yaml}.
 *
 * <p>It runs before the tree is checked: a value of a wrong type stays as it is, to be reported by
 * the strict reading that follows.
 */
public final class Defaults {
  public static final String NAMESPACE = "default";

  /** In seconds. */
  public static final long TERMINATION_GRACE_PERIOD_SECONDS = 30;

  public static final String TERMINATION_MESSAGE_PATH = "/dev/termination-log";

  private static final String[] WITH_HANDLERS = {
    "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"
  };

  private Defaults() {}

  /** A copy of a pod's tree with the defaults filled in, and quantities in canonical form. */
  public static Map<String, Object> apply(Map<String, Object> pod) {
    Map<String, Object> tree = Json.copy(pod);
    if (tree.get("metadata") instanceof Map) {
      setIfEmpty(Json.object(tree.get("metadata")), "namespace", NAMESPACE);
    }
    if (tree.get("spec") instanceof Map) {
      spec(Json.object(tree.get("spec")));
    }
    return tree;
  }

  private static void spec(Map<String, Object> spec) {
    boolean hostNetwork = Boolean.TRUE.equals(spec.get("hostNetwork"));
    for (String list : new String[] {"initContainers", "containers", "ephemeralContainers"}) {
      for (Object container : Json.list(spec.get(list))) {
        if (container instanceof Map) {
          container(Json.object(container), hostNetwork);
        }
      }
    }
    if (spec.get("resources") instanceof Map) {
      podResources(spec, Json.object(spec.get("resources")));
    }
    if (spec.get(Volume.FIELD) != null) {
      VolumeDefaults.fill(Json.list(spec.get(Volume.FIELD)));
    }
    setIfEmpty(spec, "dnsPolicy", "ClusterFirst");
    set(spec, "enableServiceLinks", true);
    setIfEmpty(spec, "restartPolicy", "Always");
    setIfEmpty(spec, "schedulerName", "default-scheduler");
    set(spec, "securityContext", new LinkedHashMap<String, Object>());
    set(spec, "terminationGracePeriodSeconds", TERMINATION_GRACE_PERIOD_SECONDS);
  }

  private static void container(Map<String, Object> container, boolean hostNetwork) {
    setIfEmpty(container, "imagePullPolicy", pullPolicy(Json.string(container.get("image"))));
    for (Object port : Json.list(container.get("ports"))) {
      if (port instanceof Map) {
        port(Json.object(port), hostNetwork);
      }
    }
    for (Object variable : Json.list(container.get("env"))) {
      if (Json.object(variable).get("valueFrom") instanceof Map) {
        EnvironmentDefaults.fill(Json.object(Json.object(variable).get("valueFrom")));
      }
    }
    set(container, "resources", new LinkedHashMap<String, Object>());
    if (container.get("resources") instanceof Map) {
      resources(Json.object(container.get("resources")));
    }
    for (String field : WITH_HANDLERS) {
      if (container.get(field) != null) {
        HandlerDefaults.fill(container);
        break;
      }
    }
    setIfEmpty(container, "terminationMessagePath", TERMINATION_MESSAGE_PATH);
    setIfEmpty(container, "terminationMessagePolicy", "File");
  }

  private static void port(Map<String, Object> port, boolean hostNetwork) {
    setIfEmpty(port, "protocol", "TCP");
    Object hostPort = port.get("hostPort");
    if (hostNetwork && port.get("containerPort") != null && FieldValues.isEmpty(hostPort)) {
      port.put("hostPort", port.get("containerPort"));
    }
  }

  private static void podResources(Map<String, Object> spec, Map<String, Object> resources) {
    Map<String, Object> limits = canonical(resources, "limits");
    canonical(resources, "requests");
    if (!limits.isEmpty()) {
      PodResourceDefaults.fill(spec, limits);
    }
  }

  private static void resources(Map<String, Object> resources) {
    Map<String, Object> limits = canonical(resources, "limits");
    canonical(resources, "requests");
    if (limits.isEmpty()) {
      return;
    }
    set(resources, "requests", new LinkedHashMap<String, Object>());
    if (resources.get("requests") instanceof Map) {
      Map<String, Object> requests = Json.object(resources.get("requests"));
      for (Map.Entry<String, Object> limit : limits.entrySet()) {
        // A limit that is no quantity is wrong once, not twice.
        if (Quantity.tryParse(Json.string(limit.getValue())).isPresent()) {
          set(requests, limit.getKey(), limit.getValue());
        }
      }
    }
  }

  private static Map<String, Object> canonical(Map<String, Object> resources, String field) {
    Map<String, Object> quantities = Json.object(resources.get(field));
    Quantities.canonical(quantities);
    return quantities;
  }

  /** {@code imagePullPolicy} of a container that has none. */
  static String pullPolicy(String image) {
    return isLatest(image) ? "Always" : "IfNotPresent";
  }

  /** Whether the tag is {@code latest}, be it by name or for want of any tag and digest. */
  private static boolean isLatest(String image) {
    int digest = image.indexOf('@');
    String name = digest < 0 ? image : image.substring(0, digest);
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return colon < 0 ? digest < 0 : name.substring(colon + 1).equals("latest");
  }

  static void set(Map<String, Object> object, String field, Object value) {
    if (object.get(field) == null) {
      object.put(field, value);
    }
  }

  static void setIfEmpty(Map<String, Object> object, String field, String value) {
    if (object.get(field) == null || object.get(field).equals("")) {
      object.put(field, value);
    }
  }
}
