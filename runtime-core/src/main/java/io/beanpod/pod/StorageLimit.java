package io.beanpod.pod;

import io.beanpod.model.Container;
import io.beanpod.model.PodResources;
import io.beanpod.model.PodSpec;
import io.beanpod.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much a container, or a pod as a whole, may write to the host's disk before the pod is
 * evicted: {@code resources.limits.ephemeral-storage}.
 *
 * @param container its name; empty for all of the pod together
 * @param bytes above 0
 * @param quantity the same as Kubernetes prints it: {@code 1Gi}
 */
public record StorageLimit(String container, long bytes, String quantity) {
  private static final String RESOURCE = "ephemeral-storage";

  /** Those of a pod, in the order in which the kubelet looks at them. A limit of 0 is none. */
  static List<StorageLimit> of(PodSpec spec) {
    List<StorageLimit> limits = new ArrayList<>();
    add(limits, "", Optional.ofNullable(PodResources.containerLimits(spec).get(RESOURCE)));
    for (Container container : spec.initAndMainContainers()) {
      add(limits, container.name(), container.resources().limit(RESOURCE));
    }
    return limits;
  }

  private static void add(List<StorageLimit> limits, String container, Optional<Quantity> limit) {
    if (limit.isPresent() && limit.get().signum() > 0) {
      limits.add(new StorageLimit(container, limit.get().value(), limit.get().toString()));
    }
  }
}
