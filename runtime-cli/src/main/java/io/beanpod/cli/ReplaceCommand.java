package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** {@code replace}: makes objects what manifests say, anew if need be. */
final class ReplaceCommand implements Command {
  private static final String NAME = "replace";

  @Override
  public Definition definition() {
    return Definition.of(
        NAME,
        "-f FILE|DIR|- [--force]",
        "Replace objects by those of a manifest",
        List.of(
            Flag.value(
                "filename",
                'f',
                "FILE",
                "YAML or JSON: a file, a directory of them, or - for standard input; may be given"
                    + " again"),
            Flag.toggle(
                "force",
                Flag.NO_LETTER,
                "Delete the objects and make them again: for fields that cannot change"),
            Flag.value(
                "grace-period",
                Flag.NO_LETTER,
                "SECONDS",
                "With --force: time between SIGTERM and SIGKILL (default: 0)"),
            DryRun.flag(),
            ChangeOutput.flag()),
        List.of(
            "beanpod replace -f web.yaml", "beanpod replace --force --grace-period=5 -f web.yaml"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> files = arguments.values("filename");
    if (files.isEmpty() || !arguments.allWords().isEmpty()) {
      throw new UsageError(NAME, "must specify --filename: -f FILE");
    }
    boolean force = arguments.on("force");
    int grace = grace(arguments, force);
    ChangeOutput output = ChangeOutput.of(NAME, arguments);
    if (output.dryRun() == DryRun.NONE) {
      Caller.requireRoot(NAME);
    } else if (force) {
      throw new UsageError(NAME, "--dry-run can not be used when --force is set");
    }
    ReplaceAction action = new ReplaceAction(context, arguments.value("namespace"), output);
    return force ? action.force(files, grace) : action.update(files);
  }

  private static int grace(Arguments arguments, boolean force) {
    String text = arguments.value("grace-period").orElse("-1");
    OptionalLong seconds = WholeNumber.parse(text);
    if (seconds.isEmpty() || seconds.getAsLong() < -1 || seconds.getAsLong() > Integer.MAX_VALUE) {
      throw new UsageError(NAME, "--grace-period wants seconds, 0 or more: " + text);
    }
    if (seconds.getAsLong() >= 0 && !force) {
      throw new UsageError(NAME, "--grace-period must have --force specified");
    }
    return Math.max(0, (int) seconds.getAsLong());
  }
}
