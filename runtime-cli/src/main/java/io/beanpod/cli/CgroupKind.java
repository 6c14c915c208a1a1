package io.beanpod.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** How the host has its cgroups mounted, in words; see <a
 * href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>. */
final class CgroupKind {
  private CgroupKind() {}

  static String of(Path mount) {
    if (Files.exists(mount.resolve("cgroup.controllers"))) {
      return "v2";
    }
    return Files.exists(mount.resolve("unified/cgroup.controllers"))
        ? "hybrid: v1 controllers, v2 at " + mount.resolve("unified")
        : Files.isDirectory(mount.resolve("memory")) ? "v1" : "none at " + mount;
  }
}
