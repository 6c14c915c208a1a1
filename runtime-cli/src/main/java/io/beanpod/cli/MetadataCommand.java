package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.change.KeyChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code label} and {@code annotate}: sets and removes keys of objects. */
final class MetadataCommand implements Command {
  private final MetadataKind kind;

  MetadataCommand(MetadataKind kind) {
    this.kind = kind;
  }

  @Override
  public Definition definition() {
    List<Flag> flags = new ArrayList<>(Targets.flags());
    flags.add(
        Flag.toggle("overwrite", Flag.NO_LETTER, "Change also what has another value already"));
    flags.add(Flag.toggle("list", Flag.NO_LETTER, "Show the " + kind.field() + " of the objects"));
    flags.add(DryRun.flag());
    flags.add(ChangeOutput.flag());
    return Definition.of(
        kind.command(),
        "KIND NAME...|KIND/NAME...|KIND --all|KIND -l SELECTOR|-f FILE KEY=VALUE... [KEY-...]",
        kind == MetadataKind.LABEL
            ? "Set or remove labels of pods and other objects"
            : "Set or remove annotations of pods and other objects",
        flags,
        kind == MetadataKind.LABEL
            ? List.of(
                "beanpod label pod web tier=front",
                "beanpod label --overwrite pod web tier=back",
                "beanpod label pods --all tier-")
            : List.of(
                "beanpod annotate pod web description='my frontend'",
                "beanpod annotate pods -l app=web description-"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    int start = KeyChanges.start(words);
    KeyChanges changes =
        KeyChanges.parse(kind.command(), kind.word(), words.subList(start, words.size()));
    boolean list = arguments.on("list");
    if (changes.isEmpty() && !list) {
      throw new UsageError(kind.command(), "at least one " + kind.word() + " update is required");
    }
    ChangeOutput output = ChangeOutput.of(kind.command(), arguments);
    if (list && !output.format().isEmpty()) {
      throw new UsageError(kind.command(), "--list and --output may not be specified together");
    }
    List<Targets.Target> targets =
        Targets.find(context, kind.command(), arguments, words.subList(0, start));
    MetadataAction action = new MetadataAction(context, kind, changes, output);
    if (list) {
      return action.list(targets);
    }
    if (output.dryRun() == DryRun.NONE) {
      Caller.requireRoot(kind.command());
    }
    return action.change(targets, arguments.on("overwrite"));
  }
}
