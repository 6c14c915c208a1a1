package io.beanpod.cli.watch;

import io.beanpod.store.StoredPod;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened to a pod.
 *
 * @param type in Kubernetes' words
 * @param pod as it is now; for one that is gone, as it was seen last
 */
public record PodEvent(Type type, StoredPod pod) {
  /** What a watch of the Kubernetes API tells. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }

  /**
   * What is printed.
   *
   * @param whole whether as a WatchEvent, which holds the pod, else the pod alone
   */
  public Map<String, Object> tree(boolean whole) {
    if (!whole) {
      return pod.tree();
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", type.name());
    tree.put("object", pod.tree());
    return tree;
  }
}
