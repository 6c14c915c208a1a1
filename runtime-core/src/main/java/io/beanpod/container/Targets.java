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

  private static final long IN_ROOT = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS;
  private static final int S_IFREG = 0100000;

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
   * A regular file {@code name} in the directory {@code dir} of the root to bind over. What is
   * there is taken if it is no symlink; otherwise an empty file replaces it in the container's own
   * upper layer (a dangling /etc/resolv.conf link is common in system images), and never in a
   * volume that is mounted there (EXDEV).
   */
  static Result file(SyscallProgram p, Result root, String dir, String name) {
    return p.firstOf(
        () -> existing(p, root, dir + "/" + name, false),
        () -> {
          int flags = Fd.O_PATH | Fd.O_DIRECTORY;
          Result own = p.openat2(root, dir, flags, STRICT | Resolve.NO_XDEV);
          p.tolerating(Errno.ENOENT, () -> p.unlinkat(own, name));
          p.mknodat(own, name, S_IFREG | 0644, 0, 0);
          return existing(p, own, name, false);
        });
  }

  /**
   * A directory that symlinks of the image may lead to, resolved as if {@code root} were {@code /}
   * already; made where it is missing, as runc does.
   *
   * @param path absolute, clean, and not {@code /}
   */
  static Result directoryInRoot(SyscallProgram p, Result root, String path) {
    return p.firstOf(
        () -> directoryThere(p, root, path),
        () -> {
          int last = path.lastIndexOf('/');
          Arg parent = last == 0 ? root : directoryInRoot(p, root, path.substring(0, last));
          ContainerProgram.makeDirectory(p, parent, path.substring(last + 1));
          return directoryThere(p, root, path);
        });
  }

  private static Result directoryThere(SyscallProgram p, Result root, String path) {
    return p.openat2(root, path, Fd.O_PATH | Fd.O_DIRECTORY, IN_ROOT);
  }

  /** The same for anything that is no directory; an empty file is made where it is missing. */
  static Result fileInRoot(SyscallProgram p, Result root, String path) {
    int slash = path.lastIndexOf('/');
    return p.firstOf(
        () -> p.openat2(root, path, Fd.O_PATH, IN_ROOT),
        () -> {
          Arg parent = slash == 0 ? root : directoryInRoot(p, root, path.substring(0, slash));
          p.mknodat(parent, path.substring(slash + 1), S_IFREG | 0644, 0, 0);
          return p.openat2(root, path, Fd.O_PATH, IN_ROOT);
        });
  }
}
