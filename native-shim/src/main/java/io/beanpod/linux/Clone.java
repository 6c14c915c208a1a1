package io.beanpod.linux;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Starts a process by {@code clone3} and a {@link SyscallProgram}.
 *
 * <p>The child shares the JVM's memory and the calling thread waits until it has exec'ed or failed
 * (CLONE_VM|CLONE_VFORK): nothing is copied, and results are visible at once. Signal handlers of
 * the JVM are reset (CLONE_CLEAR_SIGHAND).
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/clone.2.html">clone3(2)</a>
 */
public final class Clone {
  private static final int CLONE_ARGS_SIZE = 88;
  private static final int SIGCHLD = 17;

  private Clone() {}

  /**
   * Clones, runs the program in the child, and returns when it has exec'ed.
   *
   * @param namespaces of {@link CloneFlags}: the new ones, 0 for none
   * @param cgroup the cgroup v2 directory to be born in, if any
   * @throws ProgramException if a step failed; the child is gone and reaped then
   * @throws SyscallException if clone3 itself failed
   */
  public static Child spawn(SyscallProgram program, long namespaces, Optional<Fd> cgroup)
      throws SyscallException, ProgramException {
    try (PreparedProgram prepared = new PreparedProgram(program)) {
      return spawn(prepared, namespaces, cgroup);
    }
  }

  /** The same with a program that is in place already; it can't be run again. */
  public static Child spawn(PreparedProgram prepared, long namespaces, Optional<Fd> cgroup)
      throws SyscallException, ProgramException {
    ProgramImage image = prepared.image();
    MemorySegment pidfd = prepared.arena().allocate(4, 4);
    MemorySegment args = prepared.arena().allocate(CLONE_ARGS_SIZE, 8);
    long flags =
        namespaces
            | CloneFlags.VM
            | CloneFlags.VFORK
            | CloneFlags.PIDFD
            | CloneFlags.CLEAR_SIGHAND
            | (cgroup.isPresent() ? CloneFlags.INTO_CGROUP : 0);
    Memory.putLong(args, 0, flags);
    Memory.putLong(args, 8, pidfd.address());
    Memory.putLong(args, 32, SIGCHLD);
    Memory.putLong(args, 80, cgroup.map(Fd::number).orElse(0));
    long pid = Trampoline.spawn(image.address(), args.address(), CLONE_ARGS_SIZE);
    Kernel.check("clone3", "", pid);
    Child child = new Child((int) pid, Fd.of(Memory.getInt(pidfd, 0)));
    int failed = image.failedStep();
    if (failed < 0) {
      return child;
    }
    Waiting.reap(child);
    child.pidfd().close();
    long[] results = new long[prepared.program().size()];
    for (int i = 0; i < results.length; i++) {
      results[i] = image.result(i);
    }
    throw new ProgramException(prepared.program(), failed, (int) -results[failed], results);
  }

  /**
   * Clones, runs a program that ends by {@code exit_group(0)}, and waits for its end.
   *
   * @throws ProgramException if a step failed, or the child ended otherwise: killed, for example
   */
  public static void run(SyscallProgram program, long namespaces)
      throws SyscallException, ProgramException {
    Child child = spawn(program, namespaces, Optional.empty());
    Optional<Waiting.Exit> exit;
    try (Fd pidfd = child.pidfd()) {
      exit = Waiting.reap(child);
    }
    // Empty: a thread that reaps any child was faster, and has the status.
    if (exit.isPresent() && exit.get().exitCode() != 0) {
      throw new ProgramException(program, exit.get());
    }
  }
}
