package io.beanpod.pod;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.linux.Flock;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.security.SysctlAllowlist;
import io.beanpod.store.BootId;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredManifest;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings pods back after a reboot, from the objects that were kept of them. Each comes with a new
 * uid: nothing of what its old processes wrote is taken for the new pod's, and the old one's data,
 * cgroups and logs are removed when the new one is there.
 */
public final class Starter {
  /**
   * What became of one pod.
   *
   * @param name its name, or its uid where its object can't be read
   * @param started whether it has been started just now
   * @param problems a line each: why it was not, or containers of it that could not be
   * @param failed whether a problem is a failure
   */
  public record Started(String name, boolean started, List<String> problems, boolean failed) {}

  private final Root root;
  private final Launcher launcher;
  private final PodStore store;

  /** A starter that makes pods by {@code launcher}. */
  public Starter(Root root, Launcher launcher) {
    this.root = root;
    this.launcher = launcher;
    store = new PodStore(root);
  }

  /**
   * Starts all pods that the end of the machine has ended, except those with restartPolicy Never,
   * in the order they were created in. Those that run, that came to their end, or whose pause was
   * killed since the machine was booted, stay as they are: a second call does nothing.
   *
   * @param told of each pod that something is to be said of
   */
  public void all(Consumer<Started> told) throws IOException {
    Files.createDirectories(root.run());
    try (Flock lock = Flock.exclusive(root.run().resolve("start.lock"))) {
      List<StoredManifest> manifests = new ArrayList<>();
      for (String uid : StoredManifest.uids(root)) {
        try {
          StoredManifest.read(root, uid).ifPresent(manifests::add);
        } catch (IOException e) {
          told.accept(failure(uid, e));
        }
      }
      manifests.sort(StoredManifest.byCreation());
      for (StoredManifest manifest : manifests) {
        try {
          if (endedWithTheMachine(manifest)) {
            told.accept(start(manifest));
          }
        } catch (IOException | IllegalArgumentException e) {
          told.accept(failure(manifest.name(), e));
        }
      }
    }
  }

  /**
   * Starts one pod that does not run, whatever its restartPolicy.
   *
   * @return empty if it runs
   * @throws IOException if there is no object of it, or it can't be started
   */
  public Optional<Started> one(String namespace, String name) throws IOException {
    Files.createDirectories(root.run());
    try (Flock lock = Flock.exclusive(root.run().resolve("start.lock"))) {
      Optional<StoredPod> pod = store.find(namespace, name);
      if (pod.isPresent() && pod.get().pauseAlive()) {
        return Optional.empty();
      }
      for (String uid : StoredManifest.uids(root)) {
        Optional<StoredManifest> manifest = StoredManifest.read(root, uid);
        if (manifest.isPresent()
            && manifest.get().namespace().equals(namespace)
            && manifest.get().name().equals(name)
            && (pod.isEmpty() || pod.get().uid().equals(uid))) {
          return Optional.of(revive(manifest.get()));
        }
      }
      throw new IOException(
          pod.isPresent()
              ? "pods \""
                  + name
                  + "\" has come to its end (phase "
                  + pod.get().phase()
                  + "): delete it, and apply it again"
              : "pods \"" + name + "\" not found");
    }
  }

  private boolean endedWithTheMachine(StoredManifest manifest) throws IOException {
    Optional<StoredPod> pod = store.find(manifest.namespace(), manifest.name());
    if (pod.isEmpty()) {
      CgroupDriver driver = CgroupDriver.detect(root);
      return driver.cgroup(root.cgroup() + "/pod" + manifest.uid()).processes().isEmpty();
    }
    if (!pod.get().uid().equals(manifest.uid())) {
      remove(manifest); // one that was applied since has its name
      return false;
    }
    return !BootId.isOf(root, manifest.uid());
  }

  private Started start(StoredManifest manifest) throws IOException {
    if (manifest.restartPolicy().equals("Never")) {
      remove(manifest);
      String why = "not started again: its restartPolicy is Never";
      return new Started(manifest.name(), false, List.of(why), false);
    }
    return revive(manifest);
  }

  private Started revive(StoredManifest manifest) throws IOException {
    byte[] text = Files.readAllBytes(manifest.file());
    List<PodManifest> pods = PodManifest.readAll(manifest.file().toString(), text, Node.local());
    // What it sets of these was allowed when it was applied.
    Applier applier = new Applier(root, launcher, SysctlAllowlist.NAMESPACED);
    applier.resolveImages(manifest.file().toString(), pods);
    // What was written down of the old one, were /run no tmpfs, holds the name.
    stop(manifest.uid());
    Trees.delete(root.pod(manifest.uid()));
    PodDirectories.forget(root.name(manifest.namespace(), manifest.name()), manifest.uid());
    List<String> unstarted = applier.apply(pods.get(0)).unstarted();
    remove(manifest);
    return new Started(manifest.name(), true, unstarted, !unstarted.isEmpty());
  }

  private void remove(StoredManifest manifest) throws IOException {
    stop(manifest.uid());
    PodDirectories.forget(root.name(manifest.namespace(), manifest.name()), manifest.uid());
    PodDirectories.removeNameless(root, manifest.uid());
  }

  /** Ends and removes what the old one holds of the system, if it was made since the boot. */
  private void stop(String uid) throws IOException {
    Optional<RuntimeState> runtime = Optional.empty();
    try {
      runtime = Optional.of(RuntimeState.read(root.pod(uid)));
    } catch (NoSuchFileException e) {
      // All that lay in /run is gone with the boot.
    }
    new Leftovers(root, CgroupDriver.detect(root)).stop(uid, runtime);
  }

  private static Started failure(String name, Exception e) {
    String message = String.valueOf(e.getMessage());
    String bare = message.startsWith("error: ") ? message.substring("error: ".length()) : message;
    List<String> problems = new ArrayList<>(List.of(bare));
    for (Throwable another : e.getSuppressed()) {
      problems.add(String.valueOf(another.getMessage()));
    }
    return new Started(name, false, problems, true);
  }
}
