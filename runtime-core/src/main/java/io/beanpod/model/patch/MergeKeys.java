package io.beanpod.model.patch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which lists of an object a strategic merge patch merges, and by which field of their elements:
 * the {@code patchMergeKey} tags of {@code k8s.io/api/core/v1/types.go}. All other lists ({@code
 * command}, {@code tolerations}, {@code readinessGates}, ...) are replaced as a whole.
 */
final class MergeKeys {
  /** The key of a list of plain values: the value itself. */
  static final String THE_VALUE = "";

  private static final Map<String, String> BY_PATH = new HashMap<>();

  static {
    BY_PATH.put("metadata.ownerReferences", "uid");
    BY_PATH.put("metadata.finalizers", THE_VALUE);
    BY_PATH.put("spec.volumes", "name");
    BY_PATH.put("spec.imagePullSecrets", "name");
    BY_PATH.put("spec.hostAliases", "ip");
    BY_PATH.put("spec.topologySpreadConstraints", "topologyKey");
    BY_PATH.put("spec.schedulingGates", "name");
    BY_PATH.put("spec.resourceClaims", "name");
    for (String containers : new String[] {"containers", "initContainers", "ephemeralContainers"}) {
      String path = "spec." + containers;
      BY_PATH.put(path, "name");
      BY_PATH.put(path + ".env", "name");
      BY_PATH.put(path + ".ports", "containerPort");
      BY_PATH.put(path + ".volumeMounts", "mountPath");
      BY_PATH.put(path + ".volumeDevices", "devicePath");
    }
    BY_PATH.put("spec.ports", "port"); // of a v1.Service
    BY_PATH.put("status.conditions", "type");
    BY_PATH.put("status.podIPs", "ip");
    BY_PATH.put("status.hostIPs", "ip");
    BY_PATH.put("status.resourceClaimStatuses", "name");
  }

  private MergeKeys() {}

  /**
   * The merge key of a list.
   *
   * @param path from the object's root, without indices: {@code spec.containers.env}
   * @return empty where the list is replaced as a whole
   */
  static Optional<String> of(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }
}
