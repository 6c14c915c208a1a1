package io.beanpod.container;

import io.beanpod.linux.CloneFlags;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SeccompFilter;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A further process in a running container, as a syscall program: it joins the container's cgroup
 * and namespaces, and becomes what the container's own process is, with the same user and
 * capabilities.
 */
final class ExecProgram {
  private static final long ALL =
      CloneFlags.NEWNS
          | CloneFlags.NEWNET
          | CloneFlags.NEWIPC
          | CloneFlags.NEWUTS
          | CloneFlags.NEWCGROUP;

  private ExecProgram() {}

  /**
   * Descriptors of this process for the new one's stdio.
   *
   * @param stdin -1: the container's /dev/null
   * @param terminal whether they are a terminal that is to be the controlling one
   */
  record Stdio(int stdin, int stdout, int stderr, boolean terminal) {}

  static ContainerProgram.Built build(
      ContainerPlan plan,
      Fd process,
      List<Path> joinFiles,
      Stdio stdio,
      Optional<SeccompFilter> filter) {
    SyscallProgram p = new SyscallProgram();
    ContainerProgram.joinCgroups(p, joinFiles);
    OomScoreAdj.set(p, plan.oomScoreAdj());
    // Copies above the standard three first: one of ours may be 0, 1 or 2 itself.
    Result out = p.dupAbove(SyscallProgram.number(stdio.stdout()), 10);
    Result err = p.dupAbove(SyscallProgram.number(stdio.stderr()), 10);
    if (stdio.stdin() >= 0) {
      p.dup3(p.dupAbove(SyscallProgram.number(stdio.stdin()), 10), 0);
    }
    // Root and working directory become those of the container's mount namespace with this.
    p.setns(SyscallProgram.number(process.number()), ALL, "the container's namespaces");
    if (stdio.stdin() < 0) {
      p.dup3(p.dupAbove(p.openat(SyscallProgram.CWD, "/dev/null", Fd.O_RDONLY, 0), 10), 0);
    }
    p.dup3(out, 1);
    p.dup3(err, 2);
    p.closeFrom(3); // CVE-2024-21626: before the working directory is entered
    ContainerProgram.enter(p, plan.workingDir());
    p.setsid();
    if (stdio.terminal()) {
      p.controllingTerminal(0);
    }
    return new ContainerProgram.Built(p, ContainerProgram.becomeAndExec(p, plan, filter, false));
  }
}
