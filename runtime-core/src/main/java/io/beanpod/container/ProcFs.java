package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.MountAttr;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.security.HiddenPaths;

/**
 * The container's {@code /proc}: of its own PID namespace, with parts hidden and parts read-only.
 * The parts are addressed by a descriptor of the new procfs, never by a path through the image
 * (CVE-2019-16884, CVE-2025-31133).
 */
final class ProcFs {
  private static final long SAFE = MountAttr.NOSUID | MountAttr.NODEV | MountAttr.NOEXEC;

  private ProcFs() {}

  /** Mounts it; the result is a descriptor of it. */
  static Result mount(SyscallProgram p, Result root) {
    Result target = Targets.directory(p, root, "proc");
    Result context = p.fsopen("proc");
    p.fsconfigCreate(context, "proc");
    Result proc = p.fsmount(context, "proc", SAFE);
    p.moveMount(proc, target, "/proc");
    return proc;
  }

  /** Hides parts, and makes others read-only. */
  static void mask(SyscallProgram p, Result proc, Result devNull) {
    for (String file : HiddenPaths.PROC_FILES) {
      p.tolerating(Errno.ENOENT, () -> hideFile(p, proc, file, devNull));
    }
    for (String dir : HiddenPaths.PROC_DIRECTORIES) {
      p.tolerating(Errno.ENOENT, () -> hideDirectory(p, proc, dir, "/proc/" + dir));
    }
    for (String path : HiddenPaths.PROC_READ_ONLY) {
      p.tolerating(Errno.ENOENT, () -> readOnly(p, proc, path));
    }
  }

  private static void hideFile(SyscallProgram p, Result proc, String file, Result devNull) {
    Result over = Targets.existing(p, proc, file, false);
    p.moveMount(p.openTree(devNull, "/dev/null"), over, "/proc/" + file);
  }

  /** Covers a directory with an empty, read-only tmpfs. */
  static void hideDirectory(SyscallProgram p, Result fs, String dir, String where) {
    Result over = Targets.existing(p, fs, dir, true);
    Result context = p.fsopen("tmpfs");
    p.fsconfigString(context, "size", "0");
    p.fsconfigString(context, "nr_inodes", "1");
    p.fsconfigCreate(context, "tmpfs over " + where);
    Result empty = p.fsmount(context, "tmpfs over " + where, SAFE | MountAttr.RDONLY);
    p.moveMount(empty, over, where);
  }

  private static void readOnly(SyscallProgram p, Result proc, String path) {
    Result part = Targets.existing(p, proc, path, false);
    Result bound = p.openTree(part, "/proc/" + path);
    p.mountSetattr(bound, "/proc/" + path + " read-only", MountAttr.RDONLY | SAFE, true);
    p.moveMount(bound, part, "/proc/" + path);
  }
}
