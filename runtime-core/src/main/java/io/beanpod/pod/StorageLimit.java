package io.beanpod.pod;

import io.beanpod.model.Container;
import io.beanpod.model.EmptyDirVolumeSource;
import io.beanpod.model.PodResources;
import io.beanpod.model.PodSpec;
import io.beanpod.model.Quantity;
import io.beanpod.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much an emptyDir volume, a container, or a pod as a whole, may have on the host's disk before
 * the pod is evicted: {@code sizeLimit}, {@code resources.limits.ephemeral-storage}.
 *
 * @param of what kind of thing it limits
 * @param name the volume's or the container's; empty for all of the pod together
 * @param bytes above 0
 * @param quantity the same as Kubernetes prints it: {@code 1Gi}
 */
public record StorageLimit(Of of, String name, long bytes, String quantity) {
  /** What is limited. */
  public enum Of {
    VOLUME,
    POD,
    CONTAINER
  }

  private static final String RESOURCE = "ephemeral-storage";

  /** Those of a pod, in the order in which the kubelet looks at them. A limit of 0 is none. */
  static List<StorageLimit> of(PodSpec spec) {
    List<StorageLimit> limits = new ArrayList<>();
    for (Volume volume : spec.volumes()) {
      // Another medium is no larger than it may be.
      if (volume.source() instanceof EmptyDirVolumeSource empty && !empty.memory()) {
        add(limits, Of.VOLUME, volume.name(), empty.sizeLimit());
      }
    }
    Quantity ofPod = PodResources.containerLimits(spec).get(RESOURCE);
    add(limits, Of.POD, "", Optional.ofNullable(ofPod));
    for (Container container : spec.initAndMainContainers()) {
      add(limits, Of.CONTAINER, container.name(), container.resources().limit(RESOURCE));
    }
    return limits;
  }

  private static void add(List<StorageLimit> limits, Of of, String name, Optional<Quantity> limit) {
    if (limit.isPresent() && limit.get().signum() > 0) {
      limits.add(new StorageLimit(of, name, limit.get().value(), limit.get().toString()));
    }
  }
}
