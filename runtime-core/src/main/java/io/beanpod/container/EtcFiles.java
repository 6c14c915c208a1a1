package io.beanpod.container;

import io.beanpod.linux.MountAttr;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.model.MountPaths;
import java.util.List;

/**
 * The files of {@code /etc} that the runtime manages, bound from the pod's own copies, as the
 * kubelet does: all containers of the pod see one {@code /etc/hosts}. A volume at {@code /etc} is
 * below them; one that is mounted at the very path of such a file stands in for it.
 */
final class EtcFiles {
  static final List<String> NAMES = List.of("hosts", "hostname", "resolv.conf");

  private EtcFiles() {}

  /** Adds the steps, to be taken after those of the volumes. */
  static void mount(SyscallProgram p, Result root, String podEtc, ContainerPlan plan) {
    Targets.directory(p, root, "etc");
    boolean covered = isMounted(plan.mounts(), "/etc");
    for (String name : NAMES) {
      String path = "/etc/" + name;
      if (!isMounted(plan.mounts(), path)) {
        Result target =
            covered ? Targets.fileInRoot(p, root, path) : Targets.file(p, root, "etc", name);
        Result file = p.openTree(SyscallProgram.CWD, podEtc + "/" + name, false);
        // As from containerd, which has the first from the kubelet, writable in any case.
        if (plan.readOnlyRoot() && !name.equals("hosts")) {
          p.mountSetattr(file, path + " read-only", MountAttr.RDONLY, false);
        }
        p.moveMount(file, target, path);
      }
    }
  }

  private static boolean isMounted(List<MountPlan> volumes, String path) {
    for (MountPlan volume : volumes) {
      if (MountPaths.clean(volume.path()).equals(path)) {
        return true;
      }
    }
    return false;
  }
}
