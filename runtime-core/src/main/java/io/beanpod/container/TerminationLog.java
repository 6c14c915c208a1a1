package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.StepList.Arg;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import java.nio.file.Path;

/**
 * The file that a container writes its last words to: one of the host's, bound at {@code
 * terminationMessagePath}, which any user of the container may write.
 *
 * <p>Its path is the image's to spoil with symlinks, so it is resolved as if the new root were
 * {@code /} already (RESOLVE_IN_ROOT).
 */
final class TerminationLog {
  private static final long IN_ROOT = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS;
  private static final int S_IFREG = 0100000;

  private TerminationLog() {}

  /**
   * Adds the steps that make and bind it.
   *
   * @param file where it is on the host; must not exist yet
   * @param path where the container has it; absolute
   */
  static void mount(SyscallProgram p, Result root, Path file, String path) {
    p.mknodat(SyscallProgram.CWD, file.toString(), S_IFREG | 0666, 0, 0);
    int slash = path.lastIndexOf('/');
    String parent = path.substring(1, Math.max(1, slash));
    Arg directory = parent.isEmpty() ? root : directory(p, root, parent);
    String name = path.substring(slash + 1);
    Result target =
        p.firstOf(
            () -> p.openat2(directory, name, Fd.O_PATH, IN_ROOT),
            () -> {
              p.mknodat(directory, name, S_IFREG | 0644, 0, 0);
              return p.openat2(directory, name, Fd.O_PATH, IN_ROOT);
            });
    Result mount = p.openTree(SyscallProgram.CWD, file.toString(), false);
    p.moveMount(mount, target, path);
  }

  private static Result directory(SyscallProgram p, Result root, String path) {
    return p.firstOf(
        () -> existing(p, root, path),
        () -> {
          Arg parent = root;
          for (int from = 0; from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            Arg in = parent;
            String name = path.substring(from, end);
            p.tolerating(Errno.EEXIST, () -> p.mkdirat(in, name, 0755));
            parent = existing(p, root, path.substring(0, end));
            from = end + 1;
          }
          return existing(p, root, path);
        });
  }

  private static Result existing(SyscallProgram p, Result root, String path) {
    return p.openat2(root, path, Fd.O_PATH | Fd.O_DIRECTORY, IN_ROOT);
  }
}
