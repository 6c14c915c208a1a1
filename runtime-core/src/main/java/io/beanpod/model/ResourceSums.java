package io.beanpod.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the containers of a pod need together: {@code AggregateContainerRequests} of <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/component-helpers/resource/helpers.go">component-helpers</a>,
 * which counts limits in the same way.
 *
 * <p>Main containers and sidecars run side by side: they add up. Init containers run one after the
 * other, each beside the sidecars that were started before it: of them the largest counts, where it
 * is more than all the others need later.
 */
final class ResourceSums {
  private ResourceSums() {}

  /**
   * What one container needs.
   *
   * @param sidecar whether it is an init container that goes on
   */
  record Part(Map<String, Quantity> amounts, boolean sidecar) {}

  /** By resource name. */
  static Map<String, Quantity> of(List<Part> init, List<Part> main) {
    Map<String, Quantity> all = new LinkedHashMap<>();
    for (Part part : main) {
      add(all, part.amounts());
    }
    Map<String, Quantity> sidecars = new LinkedHashMap<>();
    Map<String, Quantity> atOnce = new LinkedHashMap<>(); // the most while the pod initializes
    for (Part part : init) {
      Map<String, Quantity> now = sidecars;
      if (part.sidecar()) {
        add(all, part.amounts());
        add(sidecars, part.amounts());
      } else {
        now = new LinkedHashMap<>(sidecars);
        add(now, part.amounts());
      }
      raise(atOnce, now);
    }
    raise(all, atOnce);
    return all;
  }

  private static void add(Map<String, Quantity> sums, Map<String, Quantity> more) {
    for (Map.Entry<String, Quantity> entry : more.entrySet()) {
      Quantity sum = sums.get(entry.getKey());
      sums.put(entry.getKey(), sum == null ? entry.getValue() : sum.plus(entry.getValue()));
    }
  }

  private static void raise(Map<String, Quantity> sums, Map<String, Quantity> atLeast) {
    for (Map.Entry<String, Quantity> entry : atLeast.entrySet()) {
      Quantity sum = sums.get(entry.getKey());
      if (sum == null || sum.compareTo(entry.getValue()) < 0) {
        sums.put(entry.getKey(), entry.getValue());
      }
    }
  }
}
