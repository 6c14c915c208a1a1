package io.beanpod.volume;

import io.beanpod.model.FsGroup;
import java.util.ArrayList;
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

  /** The layers of the images among them: names of directories below {@code Root.layers()}. */
  public List<String> layers() {
    List<String> layers = new ArrayList<>();
    for (VolumePlan volume : volumes) {
      if (volume instanceof VolumePlan.Image image) {
        layers.addAll(image.layers());
      }
    }
    return layers;
  }

  /** Whether there is none; who would own one does not matter then. */
  public boolean isEmpty() {
    return volumes.isEmpty();
  }
}
