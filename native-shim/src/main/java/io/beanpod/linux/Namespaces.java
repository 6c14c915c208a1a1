package io.beanpod.linux;

/**
 * Entering namespaces with the calling thread, which is lost for other work after that: it has to
 * be a platform thread of its own (a virtual one would leave its carrier there), and it can't start
 * Java threads any more.
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
    long r = Kernel.call(Nr.SETNS, process.number(), CloneFlags.NEWPID);
    Kernel.check("setns", "PID namespace", r);
  }
}
