package io.beanpod.linux;

/**
 * Entering namespaces with the calling thread, which has to be a platform thread (a virtual one
 * would leave its carrier there). Until it is back in its own it can't start Java threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
 */
public final class Namespaces {
  private Namespaces() {}

  /**
   * Children of the calling thread are born in the PID namespace of {@code process}.
   *
   * @throws IllegalStateException on a virtual thread
   */
  public static void childrenIntoPidOf(Fd process) throws SyscallException {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("setns on a virtual thread would leak into its carrier");
    }
    pidNamespace(process);
  }

  /** They are born in this process's own PID namespace again. */
  public static void childrenIntoOwnPid() throws SyscallException {
    try (Fd own = Fd.open("/proc/self/ns/pid", Fd.O_RDONLY, 0)) {
      pidNamespace(own);
    }
  }

  private static void pidNamespace(Fd fd) throws SyscallException {
    long r = Kernel.call(Nr.SETNS, fd.number(), CloneFlags.NEWPID);
    Kernel.check("setns", "PID namespace", r);
  }
}
