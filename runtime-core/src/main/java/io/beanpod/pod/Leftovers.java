package io.beanpod.pod;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pod can leave behind whose pause has ended: its processes in the host's PID namespace, its
 * cgroups, the name of its network namespace, its files. Its addresses go with the next garbage
 * collection, which takes those of all pods back in one go.
 */
final class Leftovers {
  private final Root root;
  private final CgroupDriver driver;

  Leftovers(Root root, CgroupDriver driver) {
    this.root = root;
    this.driver = driver;
  }

  /**
   * Ends and removes all but the records that people read: status and logs.
   *
   * @return what there was, such as {@code cgroup "beanpod/podUID"}
   */
  List<String> stop(String uid, Optional<RuntimeState> runtime) throws IOException {
    List<String> removed = new ArrayList<>();
    String cgroup = root.cgroup() + "/pod" + uid;
    for (Path directory : driver.cgroup(cgroup).directories()) {
      if (removed.isEmpty() && Files.isDirectory(directory)) {
        removed.add("cgroup \"" + cgroup + '"');
      }
    }
    driver.cgroup(cgroup).kill();
    driver.cgroup(cgroup).remove();
    driver.protectAsBelow(root.cgroup());
    if (runtime.isPresent() && runtime.get().netns().isPresent()) {
      Path netns = runtime.get().netns().get();
      if (Netns.remove(netns, runtime.get().netnsInode())) {
        removed.add("netns \"" + netns.getFileName() + '"');
      }
    }
    return removed;
  }

  /** Removes everything. */
  void remove(String uid, String namespace, String name, Optional<RuntimeState> runtime)
      throws IOException {
    stop(uid, runtime);
    PodDirectories.remove(root, uid, namespace, name);
  }
}
