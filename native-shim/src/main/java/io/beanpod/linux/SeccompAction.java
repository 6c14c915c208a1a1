package io.beanpod.linux;

/**
 * What the kernel does at a system call.
 *
 * @param value as a filter returns it: {@code SECCOMP_RET_*}, with an error number in its low half
 * @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
 */
public record SeccompAction(int value) {
  /** The call is made. */
  public static final SeccompAction ALLOW = new SeccompAction(0x7fff0000);

  /** The call is made, and the audit log tells of it. */
  public static final SeccompAction LOG = new SeccompAction(0x7ffc0000);

  /** The process ends by SIGSYS. */
  public static final SeccompAction KILL_PROCESS = new SeccompAction(0x80000000);

  /** The thread ends by SIGSYS. */
  public static final SeccompAction KILL_THREAD = new SeccompAction(0);

  /** The thread gets SIGSYS, which it may handle. */
  public static final SeccompAction TRAP = new SeccompAction(0x00030000);

  private static final int ERRNO = 0x00050000;
  private static final int TRACE = 0x7ff00000;

  /**
   * The call fails.
   *
   * @param errno 0 to 4095
   */
  public static SeccompAction errno(int errno) {
    return new SeccompAction(ERRNO | errno);
  }

  /**
   * A tracer is asked; without one the call fails with ENOSYS.
   *
   * @param message for the tracer, 0 to 65535
   */
  public static SeccompAction trace(int message) {
    return new SeccompAction(TRACE | message);
  }
}
