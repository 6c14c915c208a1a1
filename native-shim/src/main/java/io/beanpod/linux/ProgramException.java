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

  /** No step failed, and yet the child did not end as its program says. */
  ProgramException(SyscallProgram program, Waiting.Exit exit) {
    super(
        "the child of "
            + program.size()
            + " steps, which ends by "
            + StepList.describe(program.steps().get(program.size() - 1))
            + ", "
            + (exit.signal() == 0
                ? "exited with status " + exit.exitCode()
                : "was killed by signal " + exit.signal()));
    this.step = program.size() - 1;
    this.errno = 0;
    this.results = new long[program.size()];
  }

  /** Index of the step that ended the child, from 0. */
  public int step() {
    return step;
  }

  /** Its error number, positive; 0 if the child was killed or exited with a status of its own. */
  public int errno() {
    return errno;
  }

  /** The error number of any step that ran, 0 if it succeeded or did not run. */
  public int errorOf(StepList.Result result) {
    long r = results[result.step];
    return r < 0 && r >= -4095 ? (int) -r : 0;
  }
}
