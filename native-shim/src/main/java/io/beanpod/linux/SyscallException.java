package io.beanpod.linux;

import java.io.IOException;

/** A system call that failed: which one, on what, and why. */
public final class SyscallException extends IOException {
  private static final long serialVersionUID = 1;

  private final String call;
  private final int errno;

  /**
   * @param call the system call, for example {@code mount}
   * @param errno its error number, positive
   * @param detail what it was called on, for example a path; empty if there is nothing to say
   */
  public SyscallException(String call, int errno, String detail) {
    super((detail.isEmpty() ? call : call + " " + detail) + ": " + Errno.describe(errno));
    this.call = call;
    this.errno = errno;
  }

  /** The system call's name. */
  public String call() {
    return call;
  }

  /** The error number, positive. */
  public int errno() {
    return errno;
  }
}
