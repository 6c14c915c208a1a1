package io.beanpod.linux;

import java.io.IOException;
import java.util.Optional;

/** One system call, of any number, in a child with a seccomp filter: what the kernel says to it. */
public final class Attempt {
  private static final long ALL_NAMESPACES =
      CloneFlags.NEWNS
          | CloneFlags.NEWUTS
          | CloneFlags.NEWIPC
          | CloneFlags.NEWPID
          | CloneFlags.NEWNET
          | CloneFlags.NEWCGROUP;

  private Attempt() {}

  /**
   * The error of a call whose arguments are all 0; 0 if it succeeds. The child is root in
   * namespaces of its own and a session without a terminal, so that one that is made after all does
   * no harm.
   */
  public static int errno(SeccompFilter filter, int nr) throws IOException {
    SyscallProgram program = new SyscallProgram();
    program.setsid();
    program.seccomp(filter);
    program.add("call", "", nr);
    program.exit(0);
    try {
      Child child = Clone.spawn(program, ALL_NAMESPACES, Optional.empty());
      try (Fd pidfd = child.pidfd()) {
        Waiting.Exit exit = Waiting.reap(child).orElseThrow();
        if (exit.exitCode() != 0) {
          throw new IOException("call " + nr + " ended its child: " + exit);
        }
      }
      return 0;
    } catch (ProgramException e) {
      if (e.step() != 2) {
        throw e;
      }
      return e.errno();
    }
  }
}
