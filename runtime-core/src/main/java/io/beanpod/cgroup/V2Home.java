package io.beanpod.cgroup;

import io.beanpod.linux.Flock;
import io.beanpod.linux.SmallFile;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;

/**
 * The cgroup of the unified hierarchy that all pods of one root lie below. The first pod decides on
 * it, see {@link Delegation}; commands that run elsewhere find it again, as long as there are pods,
 * by a symbolic link: {@code run/beanpod/cgroup}.
 */
final class V2Home {
  private final Root root;
  private final Path procCgroup;

  V2Home(Root root) {
    this(root, Path.of("/proc/self/cgroup"));
  }

  /**
   * @param procCgroup instead of {@code /proc/self/cgroup}
   */
  V2Home(Root root, Path procCgroup) {
    this.root = root;
    this.procCgroup = procCgroup;
  }

  /** Where the pods are, or where the first one would be. Writes nothing. */
  Path find(CgroupMount mount) throws IOException {
    Path link = root.cgroupHome();
    if (Files.isDirectory(link.resolve(root.cgroup()))) {
      return Files.readSymbolicLink(link);
    }
    if (Files.isDirectory(mount.point().resolve(root.cgroup()))) {
      return mount.point();
    }
    String text = new String(SmallFile.read(procCgroup), StandardCharsets.ISO_8859_1);
    return Delegation.home(mount, text);
  }

  /** The same, and from now on every command finds that one. */
  void settle(CgroupMount mount) throws IOException {
    try (Flock lock = Flock.exclusive(root.run().resolve("cgroup.lock"))) {
      Path home = find(mount);
      Path link = root.cgroupHome();
      Directories.make(home.resolve(root.cgroup()), new ArrayList<>());
      if (home.equals(mount.point())) {
        Files.deleteIfExists(link);
      } else if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(home)) {
        Path made = link.resolveSibling("cgroup.new");
        Files.deleteIfExists(made);
        Files.createSymbolicLink(made, home);
        Files.move(made, link, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }
}
