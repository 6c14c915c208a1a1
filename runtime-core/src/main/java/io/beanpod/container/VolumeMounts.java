package io.beanpod.container;

import io.beanpod.linux.StepList.Arg;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.model.MountPaths;
import java.util.List;

/**
 * The volumes in a container: detached mounts that the pause has made, attached at paths that are
 * the image's to spoil with symlinks, and so are resolved as if the new root were {@code /}.
 */
final class VolumeMounts {
  private VolumeMounts() {}

  /**
   * Adds the steps.
   *
   * @param mounts those above before those below them
   * @param trees what is attached for each
   */
  static void mount(
      SyscallProgram p, Result root, List<MountPlan> mounts, List<MountTrees.Tree> trees) {
    for (int i = 0; i < mounts.size(); i++) {
      String path = MountPaths.clean(mounts.get(i).path());
      MountTrees.Tree tree = trees.get(i);
      Arg target =
          tree.directory()
              ? Targets.directoryInRoot(p, root, path)
              : Targets.fileInRoot(p, root, path);
      p.moveMount(SyscallProgram.number(tree.mount().number()), target, path);
    }
  }
}
