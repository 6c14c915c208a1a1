package io.beanpod.volume;

import io.beanpod.config.ContentPlan;
import io.beanpod.model.HostPathVolumeSource;
import java.util.List;

/** A volume as the pause needs it: what the manifest says, and what the command line has found. */
public sealed interface VolumePlan {
  /** {@code spec.volumes[].name}. */
  String name();

  /** An empty directory on disk. */
  record EmptyDir(String name) implements VolumePlan {}

  /**
   * A tmpfs.
   *
   * @param bytes its size, above 0
   */
  record Memory(String name, long bytes) implements VolumePlan {}

  /** A file or directory of the host. */
  record HostPath(String name, String path, HostPathVolumeSource.Type type) implements VolumePlan {}

  /**
   * What a PersistentVolumeClaim of the pod's namespace is bound to.
   *
   * @param own whether the claim has to be the pod's own: an ephemeral volume's
   */
  record Claim(String name, String claim, boolean readOnly, boolean own) implements VolumePlan {}

  /**
   * Files that come from elsewhere, which the pause keeps up to date.
   *
   * @param plugin as the kubelet's directory is called: {@code configmap}, {@code projected}
   */
  record Content(String name, String plugin, ContentPlan content) implements VolumePlan {
    /** Whether it is never to be on a disk. */
    boolean memory() {
      return !plugin.equals("configmap");
    }
  }

  /**
   * The files of an image.
   *
   * @param reference its name
   * @param layers bottom first: names of directories below {@code Root.layers()}
   */
  record Image(String name, String reference, List<String> layers) implements VolumePlan {}
}
