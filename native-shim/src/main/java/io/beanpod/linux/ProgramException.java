package io.beanpod.linux;

import java.io.IOException;

/** A syscall program that failed in the child: the step, its number and its errno. */
public final class ProgramException extends IOException {
  private static final long serialVersionUID = 1;

  private final int step;
  private final int errno;
  private final long[] results;

  ProgramException(SyscallProgram program, int step, int errno, long[] results) {
    super(
        StepList.describe(program.steps().get(step))
            + ": "
            + Errno.describe(errno)
            + " (step "
            + (step + 1)
            + " of "
            + program.size()
            + ")");
    this.step = step;
    this.errno = errno;
    this.results = results;
  }

  /** Index of the step that ended the child, from 0. */
  public int step() {
    return step;
  }

  /** Its error number, positive. */
  public int errno() {
    return errno;
  }

  /** The error number of any step that ran, 0 if it succeeded or did not run. */
  public int errorOf(StepList.Result result) {
    long r = results[result.step];
    return r < 0 && r >= -4095 ? (int) -r : 0;
  }
}
