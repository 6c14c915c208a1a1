package io.beanpod.container;

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
    Result target = Targets.fileInRoot(p, root, path);
    Result mount = p.openTree(SyscallProgram.CWD, file.toString(), false);
    p.moveMount(mount, target, path);
  }
}
