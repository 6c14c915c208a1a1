package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import java.io.IOException;

/** One command: what it takes, and what it does. */
public interface Command {
  /** Name, flags and help. */
  Definition definition();

  /**
   * Does it.
   *
   * @return the exit status
   * @throws IOException where a file cannot be read or written
   * @throws Failure where it cannot be done; the message says why and what helps
   * @throws io.beanpod.cli.args.UsageError where the arguments make no sense together
   */
  int run(Context context, Arguments arguments) throws IOException;

  /** Whether a thread of it may still be in a system call when it ends, reading standard input. */
  default boolean leavesThreads() {
    return false;
  }
}
