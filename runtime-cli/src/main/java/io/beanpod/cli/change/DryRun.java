package io.beanpod.cli.change;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;

/** Whether a change is only shown. */
public enum DryRun {
  NONE(""),
  CLIENT(" (dry run)"),
  SERVER(" (server dry run)");

  private static final String FLAG = "dry-run";

  private final String remark;

  DryRun(String remark) {
    this.remark = remark;
  }

  /** What ends a line about the change, as kubectl has it. */
  public String remark() {
    return remark;
  }

  /** {@code --dry-run}. */
  public static Flag flag() {
    return Flag.value(
        FLAG,
        Flag.NO_LETTER,
        "none|client|server",
        "client or server: check and show the change, but do not make it");
  }

  /** What {@code --dry-run} says. There is no server here: both words mean the same. */
  public static DryRun of(String command, Arguments arguments) {
    String word = arguments.value(FLAG).orElse("none");
    return switch (word) {
      case "none" -> NONE;
      case "client" -> CLIENT;
      case "server" -> SERVER;
      default ->
          throw new UsageError(
              command, "--dry-run must be none, client or server, not \"" + word + "\"");
    };
  }
}
