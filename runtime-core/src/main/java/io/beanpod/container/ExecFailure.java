package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.ProgramException;
import io.beanpod.linux.StepList.Result;
import java.util.List;

/** Says why a program of a container failed, in the words that kubectl's users know. */
public final class ExecFailure {
  private ExecFailure() {}

  /** Whether it was the command that could not be executed, and not a step before. */
  public static boolean isCommand(ProgramException e, List<Result> attempts) {
    return e.errorOf(attempts.get(attempts.size() - 1)) != 0;
  }

  /** The message: {@code exec: "foo": executable file not found in $PATH}, or the failing step. */
  public static String message(ProgramException e, List<Result> attempts, String command) {
    if (!isCommand(e, attempts)) {
      return e.getMessage();
    }
    String prefix = "exec: \"" + command + "\": ";
    int worst = Errno.ENOENT;
    for (Result attempt : attempts) {
      int errno = e.errorOf(attempt);
      if (errno != Errno.ENOENT && errno != Errno.ENOTDIR) {
        worst = errno;
      }
    }
    if (worst == Errno.ENOENT && command.indexOf('/') < 0) {
      return prefix + "executable file not found in $PATH";
    }
    return switch (worst) {
      case Errno.ENOENT -> prefix + "no such file or directory (or its interpreter is missing)";
      case Errno.EACCES -> prefix + "permission denied (not executable, or a directory)";
      case Errno.ENOEXEC -> prefix + "exec format error (not a program for this machine, no #!)";
      case Errno.EPERM ->
          prefix + "operation not permitted (does its seccomp profile allow execve?)";
      default -> prefix + Errno.describe(worst);
    };
  }
}
