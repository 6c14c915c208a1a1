package io.beanpod.volume;

import io.beanpod.container.MountPlan;
import io.beanpod.container.MountTrees;
import io.beanpod.container.StartFailure;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.MountAttr;
import io.beanpod.linux.Mounts;
import io.beanpod.linux.SyscallException;
import io.beanpod.model.FsGroup;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of a pod that runs: those that are ready, and those that are not yet. */
public final class PodVolumes implements MountTrees {
  private final Root root;
  private final String namespace;
  private final String uid;
  private final Path directory;
  private final Optional<FsGroup> fsGroup;
  private final Map<String, PodVolume> volumes = new LinkedHashMap<>();
  private final List<String> waiting = new ArrayList<>();

  /** None is made yet. */
  public PodVolumes(VolumesPlan plan, Root root, String namespace, String uid) {
    this.root = root;
    this.namespace = namespace;
    this.uid = uid;
    directory = root.podVolumes(uid);
    fsGroup = plan.fsGroup();
    for (VolumePlan volume : plan.volumes()) {
      volumes.put(volume.name(), volume(volume));
      waiting.add(volume.name());
    }
  }

  private PodVolume volume(VolumePlan plan) {
    if (plan instanceof VolumePlan.EmptyDir) {
      return new EmptyDirVolume(place("empty-dir", plan));
    }
    if (plan instanceof VolumePlan.Memory memory) {
      return new MemoryVolume(place("empty-dir", plan), memory.bytes());
    }
    if (plan instanceof VolumePlan.HostPath host) {
      return new HostPathVolume(host.path(), host.type());
    }
    if (plan instanceof VolumePlan.Image image) {
      return new ImageVolume(place("image", plan), root.layers(), image);
    }
    VolumePlan.Claim claim = (VolumePlan.Claim) plan;
    return new ClaimVolume(root, namespace, uid, claim);
  }

  /** As the kubelet lays them out. */
  private Path place(String plugin, VolumePlan plan) {
    return directory.resolve("kubernetes.io~" + plugin).resolve(plan.name());
  }

  /**
   * Sets up what is not ready yet.
   *
   * @return what is to be said of each that still is not, in the words of the kubelet's FailedMount
   */
  public List<String> setUp() {
    List<String> failures = new ArrayList<>();
    for (String name : new ArrayList<>(waiting)) {
      try {
        setUp(volumes.get(name));
        waiting.remove(name);
      } catch (VolumeNotReady e) {
        failures.add(e.getMessage());
      } catch (IOException e) {
        failures.add("MountVolume.SetUp failed for volume \"" + name + "\" : " + e.getMessage());
      }
    }
    return failures;
  }

  private void setUp(PodVolume volume) throws IOException {
    volume.setUp();
    if (fsGroup.isPresent() && volume.takesFsGroup() && !volume.readOnly()) {
      try (Fd top = volume.open()) {
        FsGroupOwnership.apply(top, fsGroup.get());
      }
    }
  }

  @Override
  public Tree detached(MountPlan mount, String container) throws IOException {
    if (!mount.problem().isEmpty()) {
      throw StartFailure.ofConfig(mount.problem(), Optional.empty());
    }
    PodVolume volume = volumes.get(mount.volume());
    try (Fd top = volume.open()) {
      if (mount.subPath().isEmpty()) {
        return detached(top, mount, volume.readOnly());
      }
      try (Fd part = part(top, mount, container)) {
        return detached(part, mount, volume.readOnly());
      }
    }
  }

  private static Fd part(Fd top, MountPlan mount, String container) throws StartFailure {
    try {
      return SubPath.open(top, mount.subPath());
    } catch (SyscallException e) {
      throw StartFailure.ofConfig(
          "failed to prepare subPath for volumeMount \""
              + mount.volume()
              + "\" of container \""
              + container
              + "\": "
              + e.getMessage(),
          Optional.of(e));
    }
  }

  private static Tree detached(Fd object, MountPlan mount, boolean readOnlyVolume)
      throws SyscallException {
    Fd tree = Mounts.copy(object);
    try {
      long propagation = mount.hostToContainer() ? Mounts.SLAVE : Mounts.PRIVATE;
      Mounts.setAttributes(tree, 0, propagation, true);
      if (mount.readOnly() || readOnlyVolume) {
        Mounts.setAttributes(tree, MountAttr.RDONLY, 0, mount.recursiveReadOnly());
      }
      return new Tree(tree, FileStat.of(object).isDirectory());
    } catch (SyscallException e) {
      tree.close();
      throw e;
    }
  }

  /** Those on disk: each directory is called as its volume. */
  public List<Path> emptyDirs() {
    List<Path> directories = new ArrayList<>();
    for (PodVolume volume : volumes.values()) {
      if (volume instanceof EmptyDirVolume onDisk) {
        directories.add(onDisk.directory());
      }
    }
    return directories;
  }

  /** Gives back what would be in the way of removing the pod's directories. */
  public void tearDown() throws IOException {
    for (PodVolume volume : volumes.values()) {
      volume.tearDown();
    }
  }
}
