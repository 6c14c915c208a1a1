package io.beanpod.pod;

import io.beanpod.config.SubPathExpr;
import io.beanpod.container.MountPlan;
import io.beanpod.image.Image;
import io.beanpod.image.ImageStore;
import io.beanpod.model.Container;
import io.beanpod.model.ContentVolumeSource;
import io.beanpod.model.EmptyDirVolumeSource;
import io.beanpod.model.EphemeralVolumeSource;
import io.beanpod.model.HostPathVolumeSource;
import io.beanpod.model.ImageVolumeSource;
import io.beanpod.model.MountPaths;
import io.beanpod.model.PersistentVolumeClaimVolumeSource;
import io.beanpod.model.Pod;
import io.beanpod.model.Volume;
import io.beanpod.model.VolumeMount;
import io.beanpod.store.Root;
import io.beanpod.volume.VolumePlan;
import io.beanpod.volume.VolumesPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the pause is told of a pod's volumes, and of where its containers have them. */
final class VolumePlanner {
  private VolumePlanner() {}

  /**
   * The pod's volumes.
   *
   * @param memoryLimit of all its containers together, in bytes
   */
  static VolumesPlan volumes(Root root, Pod pod, OptionalLong memoryLimit, DownwardApi downward)
      throws IOException {
    List<VolumePlan> volumes = new ArrayList<>();
    for (Volume volume : pod.spec().volumes()) {
      volumes.add(volume(root, pod.metadata().name(), volume, memoryLimit, downward));
    }
    return new VolumesPlan(volumes, pod.spec().securityContext().fsGroup());
  }

  private static VolumePlan volume(
      Root root, String pod, Volume volume, OptionalLong memoryLimit, DownwardApi downward)
      throws IOException {
    String name = volume.name();
    return switch (volume.source()) {
      case EmptyDirVolumeSource empty ->
          empty.memory()
              ? new VolumePlan.Memory(name, memorySize(empty, memoryLimit))
              : new VolumePlan.EmptyDir(name);
      case ContentVolumeSource content -> ContentPlanner.plan(name, content, downward);
      case HostPathVolumeSource host -> new VolumePlan.HostPath(name, host.path(), host.type());
      case PersistentVolumeClaimVolumeSource claim ->
          new VolumePlan.Claim(name, claim.claimName(), claim.readOnly(), false);
      case EphemeralVolumeSource own ->
          new VolumePlan.Claim(name, EphemeralVolumeSource.claimName(pod, name), false, true);
      case ImageVolumeSource image ->
          new VolumePlan.Image(name, image.reference(), layers(root, image));
    };
  }

  /**
   * {@code calculateEmptyDirMemorySize} of <a
   * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/emptydir/empty_dir.go">pkg/volume/emptydir</a>:
   * the least of the host's memory, the pod's limit and the volume's.
   */
  private static long memorySize(EmptyDirVolumeSource empty, OptionalLong memoryLimit)
      throws IOException {
    long size = HostMemory.totalBytes();
    if (memoryLimit.isPresent()) {
      size = Math.min(size, memoryLimit.getAsLong());
    }
    long own = empty.sizeLimit().isPresent() ? empty.sizeLimit().get().value() : 0;
    return own > 0 ? Math.min(size, own) : size;
  }

  /** None where the image was removed meanwhile: the pause tells. */
  private static List<String> layers(Root root, ImageVolumeSource source) throws IOException {
    Optional<Image> image = new ImageStore(root).resolve(source.reference());
    List<String> layers = new ArrayList<>();
    for (Path layer : image.isPresent() ? image.get().layers() : List.<Path>of()) {
      layers.add(layer.getFileName().toString());
    }
    return layers;
  }

  /**
   * A container's mounts, each after those that it lies below.
   *
   * @param env the container's own variables; empty: they are not known yet
   */
  static List<MountPlan> mounts(Container container, Optional<Map<String, String>> env) {
    List<MountPlan> mounts = new ArrayList<>();
    for (VolumeMount mount : container.volumeMounts()) {
      mounts.add(mount(mount, env));
    }
    mounts.sort((a, b) -> Integer.compare(depth(a), depth(b))); // stable, as containerd's
    return mounts;
  }

  private static int depth(MountPlan mount) {
    String path = MountPaths.clean(mount.path());
    int depth = 0;
    for (int i = 0; i < path.length(); i++) {
      depth += path.charAt(i) == '/' ? 1 : 0;
    }
    return depth;
  }

  private static MountPlan mount(VolumeMount mount, Optional<Map<String, String>> env) {
    MountPlan plan =
        new MountPlan(
            mount.name(),
            mount.mountPath(),
            mount.subPath(),
            mount.subPathExpr(),
            mount.readOnly(),
            mount.recursiveReadOnly(),
            mount.hostToContainer(),
            "");
    return mount.subPathExpr().isEmpty() || env.isEmpty()
        ? plan
        : SubPathExpr.expanded(plan, env.get());
  }
}
