package io.beanpod.pod;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a pod can leave behind whose pause has ended: its processes in the host's PID namespace, its
 * cgroups, the name of its network namespace, its files.
 */
final class Leftovers {
  private final Root root;
  private final CgroupDriver driver;

  Leftovers(Root root, CgroupDriver driver) {
    this.root = root;
    this.driver = driver;
  }

  /** Ends and removes all but the records that people read: status and logs. */
  void stop(String uid, Optional<RuntimeState> runtime) throws IOException {
    String cgroup = root.cgroup() + "/pod" + uid;
    driver.cgroup(cgroup).kill();
    driver.cgroup(cgroup).remove();
    if (runtime.isPresent() && runtime.get().netns().isPresent()) {
      Netns.remove(runtime.get().netns().get());
    }
  }

  /** Removes everything; the name last, so that it can't be taken while something is left. */
  void remove(String uid, String namespace, String name, Optional<RuntimeState> runtime)
      throws IOException {
    stop(uid, runtime);
    removeFiles(root, uid, namespace, name);
  }

  static void removeFiles(Root root, String uid, String namespace, String name) throws IOException {
    Trees.delete(root.podLogs(namespace, name, uid));
    Trees.delete(root.podData(uid));
    Trees.delete(root.pod(uid));
    Path link = root.name(namespace, name);
    if (Files.isSymbolicLink(link)
        && Files.readSymbolicLink(link).getFileName().toString().equals(uid)) {
      Files.delete(link);
    }
  }
}
