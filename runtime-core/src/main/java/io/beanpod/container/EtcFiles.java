package io.beanpod.container;

import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import java.util.List;

/**
 * The files of {@code /etc} that the runtime manages, bound from the pod's own copies, as the
 * kubelet does: all containers of the pod see one {@code /etc/hosts}.
 */
final class EtcFiles {
  static final List<String> NAMES = List.of("hosts", "hostname", "resolv.conf");

  private EtcFiles() {}

  static void mount(SyscallProgram p, Result root, String podEtc) {
    Result etc = Targets.directory(p, root, "etc");
    for (String name : NAMES) {
      Result target = Targets.file(p, etc, name);
      Result file = p.openTree(SyscallProgram.CWD, podEtc + "/" + name, false);
      p.moveMount(file, target, "/etc/" + name);
    }
  }
}
