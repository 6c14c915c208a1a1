package io.beanpod.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which network a pod is connected to: what is the node's to say in Kubernetes. */
public final class NetworkAnnotation {
  public static final String KEY = "beanpod.io/network";

  /** What it may be, as the end of an error message. */
  public static final String ALLOWED =
      "bridge, which gives the pod an address, cni:NAME for the CNI network of that name, or none"
          + " for a loopback only";

  private static final String BRIDGE = "bridge";
  private static final String NONE = "none";
  private static final String CNI = "cni:";

  private NetworkAnnotation() {}

  /** Whether the pod gets an address at the host's bridge. */
  public static boolean isBridge(ObjectMeta metadata) {
    return of(metadata).equals(BRIDGE);
  }

  /** Whether the pod has a loopback only. */
  static boolean isNone(ObjectMeta metadata) {
    return of(metadata).equals(NONE);
  }

  /** The name of the CNI network that connects the pod, if one does. */
  public static Optional<String> cni(ObjectMeta metadata) {
    String value = of(metadata);
    return value.startsWith(CNI) ? Optional.of(value.substring(CNI.length())) : Optional.empty();
  }

  /** Whether two values, empty for none, are the same network. */
  public static boolean meanTheSame(String one, String other) {
    return (one.isEmpty() ? BRIDGE : one).equals(other.isEmpty() ? BRIDGE : other);
  }

  /** Whether there can be such a network. */
  public static boolean isValid(String value) {
    return value.equals(BRIDGE)
        || value.equals(NONE)
        || value.startsWith(CNI) && isCniName(value.substring(CNI.length()));
  }

  /**
   * Gives a pod the annotation, unless it has one, or is on the host's network.
   *
   * @param tree of a pod, which may be anything
   */
  public static void setWhereMissing(Map<String, Object> tree, String value) {
    if (Json.at(tree, "metadata") instanceof Map
        && Json.at(tree, "metadata", "annotations", KEY) == null
        && !Boolean.TRUE.equals(Json.at(tree, "spec", "hostNetwork"))) {
      Map<String, Object> metadata = Json.object(tree.get("metadata"));
      metadata.putIfAbsent("annotations", new LinkedHashMap<String, Object>());
      if (metadata.get("annotations") instanceof Map) {
        Json.object(metadata.get("annotations")).put(KEY, value);
      }
    }
  }

  static void check(Fields metadata, Map<String, String> annotations) {
    String value = annotations.getOrDefault(KEY, BRIDGE);
    if (!isValid(value)) {
      metadata.check("annotations[" + KEY + "]", value, ALLOWED);
    }
  }

  private static String of(ObjectMeta metadata) {
    return metadata.annotations().getOrDefault(KEY, BRIDGE);
  }

  /** CNI's own rule: a letter or digit, then letters, digits, underscores, dots and hyphens. */
  private static boolean isCniName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!plain && (i == 0 || c != '_' && c != '.' && c != '-')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
