package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.change.ResourceChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code set resources}: changes what containers may use, while they run. */
final class SetResourcesCommand implements Command {
  private static final String NAME = "set resources";

  @Override
  public Definition definition() {
    List<Flag> flags = new ArrayList<>(Targets.flags());
    flags.add(
        Flag.value(
            "containers",
            'c',
            "NAME",
            "Only these containers; * stands for any characters (default: *)"));
    flags.add(Flag.value("limits", Flag.NO_LETTER, "cpu=N,memory=N", "The most that they may use"));
    flags.add(
        Flag.value("requests", Flag.NO_LETTER, "cpu=N,memory=N", "What they are sure to get"));
    flags.add(DryRun.flag());
    flags.add(ChangeOutput.flag());
    return Definition.of(
        NAME,
        "pod NAME|pod/NAME|pods --all|pods -l SELECTOR|-f FILE [--limits=...] [--requests=...]",
        "Change cpu and memory of containers, while they run",
        flags,
        List.of(
            "beanpod set resources pod web --limits=cpu=200m,memory=512Mi",
            "beanpod set resources pod/web -c app --requests=cpu=100m --limits=cpu=200m"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    ResourceChanges changes =
        ResourceChanges.parse(
            NAME,
            arguments.value("containers").orElse("*"),
            arguments.value("limits").orElse(""),
            arguments.value("requests").orElse(""));
    ChangeOutput output = ChangeOutput.of(NAME, arguments);
    List<Targets.Target> targets = Targets.pods(context, NAME, arguments, arguments.allWords());
    if (output.dryRun() == DryRun.NONE) {
      Caller.requireRoot(NAME);
    }
    return new SetAction(context, output, "resource requirements updated")
        .run(targets, changes::apply);
  }
}
