package io.beanpod.volume;

import io.beanpod.config.ConfigObjects;
import io.beanpod.container.MountPlan;
import io.beanpod.container.MountTrees;
import io.beanpod.container.StartFailure;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.MountAttr;
import io.beanpod.linux.Mounts;
import io.beanpod.linux.SyscallException;
import io.beanpod.model.FsGroup;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The volumes of a pod that runs: those that are ready, and those that are not yet. */
public final class PodVolumes implements MountTrees {
  private final Root root;
  private final String namespace;
  private final String uid;
  private final Path directory;
  private final Optional<FsGroup> fsGroup;
  private final Map<String, PodVolume> volumes = new LinkedHashMap<>();
  private final List<String> waiting = new ArrayList<>();
  private final Set<String> behind = new HashSet<>(); // an update of theirs has failed
  private final Map<String, OwnershipChange> changing = new HashMap<>();
  private final Duration patience;

  /** None is made yet. */
  public PodVolumes(VolumesPlan plan, Root root, String namespace, String uid) {
    this(plan, root, namespace, uid, OwnershipChange.PATIENCE);
  }

  PodVolumes(VolumesPlan plan, Root root, String namespace, String uid, Duration patience) {
    this.patience = patience;
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
    if (plan instanceof VolumePlan.Content content) {
      Path place = place(content.plugin(), plan).path();
      return new ContentVolume(root, namespace, place, content, fsGroup);
    }
    if (plan instanceof VolumePlan.Image image) {
      return new ImageVolume(place("image", plan), root.layers(), image);
    }
    VolumePlan.Claim claim = (VolumePlan.Claim) plan;
    return new ClaimVolume(root, namespace, uid, claim);
  }

  /** As the kubelet lays them out. */
  private VolumeDirectory place(String plugin, VolumePlan plan) {
    return new VolumeDirectory(directory.resolve("kubernetes.io~" + plugin).resolve(plan.name()));
  }

  /**
   * Sets up what is not ready yet.
   *
   * @param again called, by another thread, when there is more to be done; else by the caller's
   *     time
   * @return what is to be said of each that has failed, in the words of the kubelet's FailedMount
   */
  public List<String> setUp(Runnable again) {
    List<String> failures = new ArrayList<>();
    for (String name : new ArrayList<>(waiting)) {
      try {
        if (changing.containsKey(name) ? isChanged(name) : isSetUp(name, again)) {
          waiting.remove(name);
        }
      } catch (VolumeNotReady e) {
        failures.add(e.getMessage());
      } catch (IOException e) {
        failures.add(failure(name, e));
      }
    }
    return failures;
  }

  /** Whether all are ready. */
  public boolean ready() {
    return waiting.isEmpty();
  }

  private boolean isSetUp(String name, Runnable again) throws IOException {
    PodVolume volume = volumes.get(name);
    volume.setUp();
    if (fsGroup.isEmpty() || !volume.takesFsGroup() || volume.readOnly()) {
      return true;
    }
    if (volume instanceof ClaimVolume) { // which may hold any number of files; the others are new
      changing.put(name, new OwnershipChange(volume.open(), fsGroup.get(), patience, again));
      return isChanged(name);
    }
    try (Fd top = volume.open()) {
      FsGroupOwnership.apply(top, fsGroup.get());
    }
    return true;
  }

  private boolean isChanged(String name) throws IOException {
    OwnershipChange change = changing.get(name);
    if (!change.isOver()) {
      return false;
    }
    changing.remove(name); // one that has failed is begun anew
    if (change.failure().isPresent()) {
      throw change.failure().get();
    }
    return true;
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
      try (Fd part = part(top, volume, mount, container)) {
        return detached(part, mount, volume.readOnly());
      }
    }
  }

  private static Fd part(Fd top, PodVolume volume, MountPlan mount, String container)
      throws StartFailure {
    // For a key that a configMap lacks the kubelet makes a directory too: it is the pod's own.
    boolean made = !volume.readOnly() || volume instanceof ContentVolume;
    try {
      return made ? SubPath.openOrMake(top, mount.subPath()) : SubPath.open(top, mount.subPath());
    } catch (SyscallException e) {
      boolean expanded = !mount.subPathExpr().isEmpty(); // its value may be a Secret's
      throw StartFailure.ofConfig(
          "failed to prepare subPath for volumeMount \""
              + mount.volume()
              + "\" of container \""
              + container
              + "\": "
              + (expanded
                  ? mount.subPathExpr() + ": " + Errno.describe(e.errno())
                  : e.getMessage()),
          expanded ? Optional.empty() : Optional.of(e));
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

  /** The ids of the ConfigMaps and Secrets that are in them. */
  public Set<String> objects() {
    Set<String> objects = new HashSet<>();
    for (PodVolume volume : volumes.values()) {
      if (volume instanceof ContentVolume content) {
        objects.addAll(content.objects());
      }
    }
    return objects;
  }

  /**
   * Objects have changed: writes again what is made of them.
   *
   * @param ids none: any may have changed
   * @return what is to be said of each that failed, which keeps what it has until the next call
   */
  public List<String> objectsChanged(Set<String> ids) {
    List<String> failures = new ArrayList<>();
    ConfigObjects objects = new ConfigObjects(root, namespace);
    for (Map.Entry<String, PodVolume> volume : volumes.entrySet()) {
      if (volume.getValue() instanceof ContentVolume content
          && (content.follows(ids) || behind.contains(volume.getKey()))) {
        write(volume.getKey(), content, objects, failures);
      }
    }
    return failures;
  }

  /** The pod has changed: as {@link #objectsChanged}, of what is made of its fields. */
  public List<String> podChanged(VolumesPlan plan) {
    List<String> failures = new ArrayList<>();
    ConfigObjects objects = new ConfigObjects(root, namespace);
    for (VolumePlan volume : plan.volumes()) {
      if (volume instanceof VolumePlan.Content now
          && volumes.get(volume.name()) instanceof ContentVolume content
          && content.hasTexts()) {
        content.become(now.content());
        if (!waiting.contains(volume.name())) {
          write(volume.name(), content, objects, failures);
        }
      }
    }
    return failures;
  }

  private void write(
      String name, ContentVolume content, ConfigObjects objects, List<String> failures) {
    try {
      content.write(objects);
      behind.remove(name);
    } catch (IOException e) {
      behind.add(name);
      failures.add(failure(name, e));
    }
  }

  private static String failure(String name, IOException e) {
    return "MountVolume.SetUp failed for volume \"" + name + "\" : " + e.getMessage();
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
