package io.beanpod.cli.args;

/** A command line that cannot be meant: exit status 2 and this one line. */
public final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A mistake.
   *
   * @param command where to look for help: {@code get}; empty for the list of commands
   * @param problem such as {@code unknown flag: --foo}
   */
  public UsageError(String command, String problem) {
    super(problem + " (see 'beanpod " + (command.isEmpty() ? "" : command + " ") + "--help')");
  }
}
