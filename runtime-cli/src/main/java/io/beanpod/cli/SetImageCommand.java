package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.change.ImageChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code set image}: changes the images of containers, which starts them again. */
final class SetImageCommand implements Command {
  private static final String NAME = "set image";

  @Override
  public Definition definition() {
    List<Flag> flags = new ArrayList<>(Targets.flags());
    flags.add(DryRun.flag());
    flags.add(ChangeOutput.flag());
    return Definition.of(
        NAME,
        "pod NAME|pod/NAME|pods --all|pods -l SELECTOR|-f FILE CONTAINER=IMAGE...",
        "Change the images of containers",
        flags,
        List.of(
            "beanpod set image pod web app=nginx:1.27",
            "beanpod set image pods --all '*=nginx:1.27'"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    int start = ImageChanges.start(words);
    ImageChanges changes = ImageChanges.parse(NAME, words.subList(start, words.size()));
    ChangeOutput output = ChangeOutput.of(NAME, arguments);
    List<Targets.Target> targets = Targets.pods(context, NAME, arguments, words.subList(0, start));
    if (output.dryRun() == DryRun.NONE) {
      Caller.requireRoot(NAME);
    }
    return new SetAction(context, output, "image updated").run(targets, changes::apply);
  }
}
