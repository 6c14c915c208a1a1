package io.beanpod.volume;

import io.beanpod.model.FsGroup;
import java.util.List;
import java.util.Optional;

/**
 * All volumes of a pod.
 *
 * @param volumes in the manifest's order
 * @param fsGroup who owns them
 */
public record VolumesPlan(List<VolumePlan> volumes, Optional<FsGroup> fsGroup) {
  /** That of a pod without volumes. */
  public static final VolumesPlan NONE = new VolumesPlan(List.of(), Optional.empty());

  /** Whether there is none; who would own one does not matter then. */
  public boolean isEmpty() {
    return volumes.isEmpty();
  }
}
