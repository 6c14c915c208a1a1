package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.MountAttr;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.security.HiddenPaths;
import java.util.List;

/**
 * The container's {@code /sys}: of the pod's network namespace, and below it the cgroup hierarchy
 * as the container's cgroup namespace shows it: its own cgroup is the root. All of it is read-only
 * but for privileged containers, which see all of it too.
 */
final class SysFs {
  private static final long SAFE = MountAttr.NOSUID | MountAttr.NODEV | MountAttr.NOEXEC;

  private SysFs() {}

  static void mount(SyscallProgram p, Result root, List<String> v1Hierarchies, boolean privileged) {
    long attributes = privileged ? SAFE : SAFE | MountAttr.RDONLY;
    Result target = Targets.directory(p, root, "sys");
    Result context = p.fsopen("sysfs");
    p.fsconfigCreate(context, "sysfs");
    Result sys = p.fsmount(context, "sysfs", attributes);
    p.moveMount(sys, target, "/sys");
    for (String dir : privileged ? List.<String>of() : HiddenPaths.SYS_DIRECTORIES) {
      p.tolerating(Errno.ENOENT, () -> ProcFs.hideDirectory(p, sys, dir, "/sys/" + dir));
    }
    Result cgroup = Targets.existing(p, sys, "fs/cgroup", true);
    if (v1Hierarchies.isEmpty()) {
      Result unified = p.fsopen("cgroup2");
      p.fsconfigCreate(unified, "cgroup2");
      p.moveMount(p.fsmount(unified, "cgroup2", attributes), cgroup, "/sys/fs/cgroup");
    } else {
      v1(p, cgroup, v1Hierarchies, attributes);
    }
  }

  /** A tmpfs with one directory for each hierarchy, as on a v1 host. */
  private static void v1(
      SyscallProgram p, Result target, List<String> hierarchies, long attributes) {
    Result context = p.fsopen("tmpfs");
    p.fsconfigString(context, "mode", "0755");
    p.fsconfigCreate(context, "tmpfs for /sys/fs/cgroup");
    Result top = p.fsmount(context, "tmpfs for /sys/fs/cgroup", SAFE);
    p.moveMount(top, target, "/sys/fs/cgroup");
    for (String controllers : hierarchies) {
      p.mkdirat(top, controllers, 0755);
      Result hierarchy = p.fsopen("cgroup");
      for (String controller : controllers.split(",")) {
        p.fsconfigFlag(hierarchy, controller);
      }
      p.fsconfigCreate(hierarchy, "cgroup " + controllers);
      Result mount = p.fsmount(hierarchy, "cgroup " + controllers, attributes);
      p.moveMount(
          mount, Targets.existing(p, top, controllers, true), "/sys/fs/cgroup/" + controllers);
    }
    if ((attributes & MountAttr.RDONLY) != 0) {
      p.mountSetattr(top, "/sys/fs/cgroup read-only", MountAttr.RDONLY, false);
    }
  }
}
