package io.beanpod.pause;

import io.beanpod.pod.PodDirectories;
import io.beanpod.pod.PodPlan;
import io.beanpod.pod.Trees;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.BootId;
import io.beanpod.store.PrivateDirectory;
import io.beanpod.store.Root;
import io.beanpod.store.StoredManifest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The pod's directories: made before anything runs, and made known last of all by the link from its
 * name, which is what decides who owns a name.
 */
final class PodFiles {
  private final PodPlan plan;
  private final Root root;
  private final Path run;

  PodFiles(PodPlan plan) {
    this.plan = plan;
    this.root = plan.root();
    this.run = root.pod(plan.uid());
  }

  Path run() {
    return run;
  }

  Path etc() {
    return run.resolve("etc");
  }

  Path shm() {
    return run.resolve("shm");
  }

  Path podJson() {
    return run.resolve("pod.json");
  }

  Path runtimeJson() {
    return run.resolve("runtime.json");
  }

  /** What the pause has to say of itself: its standard error. */
  Path pauseLog() {
    return run.resolve("pause.log");
  }

  Path controlSocket() {
    return run.resolve("control.sock");
  }

  ContainerRun.Places container(String name) {
    return new ContainerRun.Places(
        root.podData(plan.uid()).resolve(name),
        root.podLogs(plan.namespace(), plan.name(), plan.uid()).resolve(name));
  }

  /** Makes the directories and the files of /etc. */
  void create() throws IOException {
    // Only root may look: environments may hold secrets.
    Files.createDirectories(root.run());
    Files.setPosixFilePermissions(root.run(), PosixFilePermissions.fromString("rwx--x--x"));
    PrivateDirectory.make(run);
    PrivateDirectory.make(root.allPodData());
    Files.createDirectories(root.podData(plan.uid()));
    Files.createDirectories(root.netns());
    Files.createDirectory(etc());
    Files.createDirectory(shm());
    AtomicFile.write(etc().resolve("hosts"), plan.hosts(), 0644);
    AtomicFile.write(etc().resolve("hostname"), plan.hostname() + "\n", 0644);
    AtomicFile.write(etc().resolve("resolv.conf"), plan.resolvConf(), 0644);
  }

  /**
   * Makes the pod known by its name, and keeps its object for the next boot.
   *
   * @throws FileAlreadyExistsException if another pod has it
   */
  void claimName() throws IOException {
    BootId.record(root, plan.uid());
    StoredManifest.write(root, plan.uid(), plan.metadata(), plan.spec());
    Path link = root.name(plan.namespace(), plan.name());
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of("../../pods").resolve(plan.uid()));
  }

  /** The object has changed. */
  void changed(String metadata, String spec) throws IOException {
    StoredManifest.write(root, plan.uid(), metadata, spec);
  }

  /** The pod has come to its end by itself: the next boot is not to start it again. */
  void ended() throws IOException {
    StoredManifest.forget(root, plan.uid());
  }

  /** Removes what the containers wrote; their logs stay. */
  void removeData() throws IOException {
    Trees.delete(root.podData(plan.uid()));
  }

  /** Removes everything. */
  void remove() throws IOException {
    PodDirectories.remove(root, plan.uid(), plan.namespace(), plan.name());
  }
}
