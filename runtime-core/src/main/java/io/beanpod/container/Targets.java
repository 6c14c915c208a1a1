package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.StepList.Arg;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;

/**
 * The one door into a container's root file system while the host is still in reach: every mount
 * target is opened by openat2 below a descriptor of the root, and mounts go to descriptors, so that
 * no symlink of a hostile image leads out and none can be swapped in between (CVE-2021-30465).
 */
final class Targets {
  private static final long STRICT = Resolve.BENEATH | Resolve.NO_SYMLINKS | Resolve.NO_MAGICLINKS;

  private Targets() {}

  /**
   * A directory directly below {@code root}, made if it is missing. A symlink there is refused
   * (ELOOP): an image whose /proc or /dev is one has no honest use for it (CVE-2019-19921).
   */
  static Result directory(SyscallProgram p, Arg root, String name) {
    return p.firstOf(
        () -> existing(p, root, name, true),
        () -> {
          ContainerProgram.makeDirectory(p, root, name);
          return existing(p, root, name, true);
        });
  }

  /** What exists at {@code path} below {@code dir}, without following any symlink. */
  static Result existing(SyscallProgram p, Arg dir, String path, boolean directory) {
    return p.openat2(dir, path, Fd.O_PATH | (directory ? Fd.O_DIRECTORY : 0), STRICT);
  }

  /**
   * A regular file {@code name} in the directory {@code dir} of the root to bind over. What the
   * image has there is taken if it is no symlink; otherwise an empty file replaces it in the
   * container's own upper layer (a dangling /etc/resolv.conf link is common in system images).
   */
  static Result file(SyscallProgram p, Arg dir, String name) {
    return p.firstOf(
        () -> existing(p, dir, name, false),
        () -> {
          p.tolerating(Errno.ENOENT, () -> p.unlinkat(dir, name));
          p.mknodat(dir, name, 0100644, 0, 0);
          return existing(p, dir, name, false);
        });
  }
}
