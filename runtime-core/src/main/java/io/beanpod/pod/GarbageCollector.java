package io.beanpod.pod;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.event.RetiredEvents;
import io.beanpod.linux.Flock;
import io.beanpod.model.Json;
import io.beanpod.network.PodNetwork;
import io.beanpod.network.cni.CniNetwork;
import io.beanpod.object.VolumeBinder;
import io.beanpod.store.CorruptState;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredManifest;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Removes what processes left that were killed at a bad moment: pods that never got their name,
 * pods whose deletion was under way, cgroups and network namespaces of pauses that are gone. And
 * the events of pods that are gone for an hour.
 *
 * <p>A pod in the making has no name yet either, but a living process in its cgroup: its pause.
 * Only the moment between the cgroup and the pause needs the root's lock.
 */
public final class GarbageCollector {
  private final Root root;
  private final CgroupDriver driver;
  private final PodStore store;
  private final Leftovers leftovers;
  private final Consumer<String> removed;

  private GarbageCollector(Root root, CgroupDriver driver, Consumer<String> removed) {
    this.removed = removed;
    this.root = root;
    this.driver = driver;
    store = new PodStore(root);
    leftovers = new Leftovers(root, driver);
  }

  /** Collects for a command that has something else to say. */
  public static void run(Root root) throws IOException {
    run(root, removed -> {});
  }

  /**
   * Collects; nothing that is in use or in the making is touched.
   *
   * @param removed is told of each thing as soon as it is gone: its kind and, quoted, its name
   */
  public static void run(Root root, Consumer<String> removed) throws IOException {
    Files.createDirectories(root.run());
    try (Flock lock = Flock.exclusive(root.lock())) {
      // Only now: the first pod may have settled elsewhere while this waited.
      new GarbageCollector(root, CgroupDriver.detect(root), removed).collect();
    }
    if (Files.isDirectory(root.objects().resolve(ObjectKind.PERSISTENT_VOLUME_CLAIM.plural()))) {
      VolumeBinder.run(root, removed); // claims that only a pod kept from going
    }
    if (Files.isDirectory(root.cni())) { // plugins may take their time: nobody waits for them
      // Without the lock the root's pods may settle elsewhere: where they lie is asked each time.
      PodNetwork.InUse inUse =
          uid -> new GarbageCollector(root, CgroupDriver.detect(root), removed).inTheMaking(uid);
      new CniNetwork(root).collect(inUse).forEach(removed);
    }
  }

  /**
   * Collects for a command that has other things to do: what can't be removed is told on standard
   * error, and is nothing that it fails by.
   *
   * @return whether there was anything to remove
   */
  public static boolean runAside(Root root) {
    List<String> removed = new ArrayList<>();
    try {
      run(root, removed::add);
      return !removed.isEmpty();
    } catch (IOException e) {
      System.err.println("beanpod: what ended pods left is not all removed: " + e.getMessage());
      for (Throwable another : e.getSuppressed()) {
        System.err.println("beanpod: nor this: " + another.getMessage());
      }
      return true;
    }
  }

  private void collect() throws IOException {
    // In this order: one whose pause is dead already, and that has no name after that, never gets
    // one.
    Set<String> candidates = new HashSet<>();
    for (Path directory : entries(root.pods())) {
      String uid = directory.getFileName().toString();
      if (!inTheMaking(uid)) {
        candidates.add(uid);
      }
    }
    for (StoredPod pod : store.list()) {
      candidates.remove(pod.uid());
      if (!pod.pauseAlive()) {
        ended(pod);
      }
    }
    for (String uid : candidates) {
      nameless(uid);
    }
    for (Path directory : entries(root.allPodData())) {
      String uid = directory.getFileName().toString();
      if (!inTheMaking(uid) && !Files.exists(root.pod(uid)) && !waits(uid)) {
        PodDirectories.removeNameless(root, uid);
        removed.accept(directory(root.podData(uid)));
      }
    }
    for (String name : driver.children(root.cgroup())) {
      String uid = name.startsWith("pod") ? name.substring("pod".length()) : "";
      if (!uid.isEmpty() && !inTheMaking(uid) && !Files.exists(root.pod(uid))) {
        leftovers.stop(uid, Optional.empty()).forEach(removed);
      }
    }
    new PodNetwork(root).collect(this::inTheMaking, removed);
    if (driver.children(root.cgroup()).isEmpty()) {
      driver.cgroup(root.cgroup()).remove(); // after the last pod nothing of ours is left
      Files.deleteIfExists(root.cgroupHome());
    }
    danglingNames();
    RetiredEvents.sweep(root, Instant.now());
  }

  /** A pause was killed after it had removed its pod's files and before the name. */
  private void danglingNames() throws IOException {
    for (Path namespace : entries(root.names())) {
      for (Path name : entries(namespace)) {
        String uid = PodDirectories.owner(name);
        // While its pause lives, that is about to remove the name itself.
        if (!uid.isEmpty()
            && !Files.exists(name)
            && !inTheMaking(uid)
            && PodDirectories.forget(name, uid)) {
          removed.accept(named(namespace.getFileName().toString(), name.getFileName().toString()));
        }
      }
    }
  }

  /** Whether a pod of before a reboot may still be started again, having lost all else. */
  private boolean waits(String uid) throws IOException {
    try {
      Optional<StoredManifest> manifest = StoredManifest.read(root, uid);
      return manifest.isPresent()
          && store.find(manifest.get().namespace(), manifest.get().name()).isEmpty();
    } catch (CorruptState e) {
      return true; // `start` tells what is wrong with it
    }
  }

  private boolean inTheMaking(String uid) throws IOException {
    return !driver.cgroup(root.cgroup() + "/pod" + uid).processes().isEmpty();
  }

  /** A pod that is still shown: only what it holds of the system goes, unless it was on its way. */
  private void ended(StoredPod pod) throws IOException {
    Optional<RuntimeState> runtime = store.runtime(pod);
    if (Json.at(pod.tree(), "metadata", "deletionTimestamp") != null) {
      leftovers.remove(pod.uid(), pod.namespace(), pod.name(), runtime);
      removed.accept(named(pod.namespace(), pod.name()));
    } else {
      leftovers.stop(pod.uid(), runtime).forEach(removed);
    }
  }

  private static String named(String namespace, String pod) {
    return "pod \"" + namespace + "/" + pod + '"';
  }

  private static String directory(Path path) {
    return "directory \"" + path + '"';
  }

  private void nameless(String uid) throws IOException {
    Optional<RuntimeState> runtime = Optional.empty();
    try {
      runtime = Optional.of(RuntimeState.read(root.pod(uid)));
    } catch (NoSuchFileException notThatFar) {
      // It died before it wrote down what it had: its cgroup tells its processes.
    }
    leftovers.stop(uid, runtime).forEach(removed);
    PodDirectories.removeNameless(root, uid);
    removed.accept(directory(root.pod(uid)));
  }

  private static Iterable<Path> entries(Path directory) throws IOException {
    Set<Path> paths = new HashSet<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        for (Path path : stream) {
          paths.add(path);
        }
      }
    }
    return paths;
  }
}
