package io.beanpod.model;

import java.util.Map;

/** Which network a pod is connected to: what is the node's to say in Kubernetes. */
public final class NetworkAnnotation {
  public static final String KEY = "beanpod.io/network";

  private static final String BRIDGE = "bridge";
  private static final String NONE = "none";

  private NetworkAnnotation() {}

  /** Whether the pod gets an address at the host's bridge, and not a loopback only. */
  public static boolean isBridge(ObjectMeta metadata) {
    return metadata.annotations().getOrDefault(KEY, BRIDGE).equals(BRIDGE);
  }

  /** Whether the pod has a loopback only. */
  static boolean isNone(ObjectMeta metadata) {
    return metadata.annotations().getOrDefault(KEY, BRIDGE).equals(NONE);
  }

  static void check(Fields metadata, Map<String, String> annotations) {
    String value = annotations.getOrDefault(KEY, BRIDGE);
    if (!value.equals(BRIDGE) && !value.equals(NONE)) {
      metadata.check(
          "annotations[" + KEY + "]",
          value,
          BRIDGE + ", which gives the pod an address, or " + NONE + " for a loopback only");
    }
  }
}
