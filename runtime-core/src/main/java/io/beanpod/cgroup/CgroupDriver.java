package io.beanpod.cgroup;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The host's way of doing cgroups.
 *
 * <p>A path names a cgroup below the root of each hierarchy, its first name being {@code beanpod}
 * or starting with {@code beanpod-}, for example {@code beanpod/pod1234/web}. Any other is an
 * {@link IllegalArgumentException}.
 */
public sealed interface CgroupDriver permits V2Driver, V1Driver {

  /**
   * Finds out which driver this host needs, and where the cgroups of a root's pods lie. Reads
   * {@code /proc/self/mountinfo}; writes nothing.
   *
   * @throws CgroupException if cpu, memory and pids are not all there and writable, with the remedy
   */
  static CgroupDriver detect(Root root) throws IOException {
    return Detection.of(Detection.mounts(), new V2Home(root));
  }

  /**
   * The same before a pod is made: with v2, the first pod decides where all of the root lie. To be
   * called with the root's lock held, until the pod's cgroup is there.
   */
  static CgroupDriver settle(Root root) throws IOException {
    CgroupMounts mounts = Detection.mounts();
    V2Home home = new V2Home(root);
    CgroupDriver driver = Detection.of(mounts, home);
    if (driver instanceof V2Driver v2 && !Files.isDirectory(v2.root().resolve(root.cgroup()))) {
      home.settle(mounts.unified().orElseThrow());
      return Detection.of(mounts, home); // another command may have decided meanwhile
    }
    return driver;
  }

  /** {@code v2} or {@code v1}. */
  String kind();

  /**
   * Makes a cgroup, and those above it, in all hierarchies. One that exists is kept as it is.
   *
   * @throws CgroupException if it could not be made; what was made of it is removed again
   */
  Cgroup create(String path) throws IOException;

  /** A cgroup that was made before; whether it exists is not looked at. */
  Cgroup cgroup(String path);

  /**
   * The names of the cgroups right below one, sorted, found in any hierarchy: the pods below {@code
   * beanpod}, for garbage collection. Empty if it does not exist.
   */
  List<String> children(String path) throws IOException;

  /**
   * Protects as much memory in a cgroup as those right below it protect together, which else have
   * nothing of it ({@code memory.min}). With v1 there is nothing to protect.
   */
  void protectAsBelow(String path) throws IOException;

  /**
   * Why {@link Limits#hugePages} can't be set on this host, and what helps; empty where they can.
   */
  Optional<String> whyNoHugePages() throws IOException;

  /**
   * The v1 hierarchies that pods are in, each as its controllers joined by commas, as mount(8)
   * takes them: what a container's /sys/fs/cgroup shows. Empty with v2.
   */
  List<String> hierarchies() throws IOException;
}
