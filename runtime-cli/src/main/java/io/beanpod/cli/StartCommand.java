package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;
import java.util.List;

/** {@code start}: brings pods back that the end of the machine, or of their pause, has ended. */
final class StartCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "start",
        "POD... | --all",
        "Start pods again, after a reboot",
        List.of(
            Flag.toggle(
                "all",
                Flag.NO_LETTER,
                "All pods that ran when the machine went down, by their restartPolicy")),
        List.of("beanpod start --all", "beanpod start web"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    boolean all = arguments.on("all");
    if (all == !words.isEmpty()) {
      throw new UsageError(
          "start", all ? "--all goes with no pod's name" : "say which: POD or --all");
    }
    Caller.requireRoot("start");
    return StartAction.run(context, Context.namespace(arguments), words);
  }
}
