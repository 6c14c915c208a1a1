package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code attach}: the standard streams of a running container. */
final class AttachCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "attach",
        "POD [-c CONTAINER] [-i] [-t] [-q]",
        "Attach to a container that runs already",
        List.of(
            Flag.value("container", 'c', "CONTAINER", "The container (default: the first)"),
            Flag.toggle("stdin", 'i', "Pass standard input to the container"),
            Flag.toggle("tty", 't', "Standard input is a terminal"),
            Flag.toggle("quiet", 'q', "Print only what the container writes")),
        List.of("beanpod attach web", "beanpod attach web -c sh -it"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = new ArrayList<>(arguments.allWords());
    if (words.size() > 1 && PodName.isType(words.get(0))) {
      words.remove(0);
    }
    if (words.isEmpty()) {
      throw new UsageError("attach", "at least 1 argument is required for attach");
    }
    if (words.size() > 1) {
      throw new UsageError(
          "attach",
          "expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw "
              + words.size()
              + ": "
              + words);
    }
    Caller.requireRoot("attach");
    return AttachAction.run(
        context,
        new AttachOptions(
            Context.namespace(arguments),
            words.get(0),
            arguments.value("container"),
            arguments.on("stdin"),
            arguments.on("tty"),
            arguments.on("quiet")));
  }

  @Override
  public boolean leavesThreads() {
    return true;
  }
}
