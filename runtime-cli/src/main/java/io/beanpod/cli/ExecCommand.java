package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;
import java.util.List;

/** {@code exec}: runs a command in a container; its exit status is the command's. */
final class ExecCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "exec",
        "POD [-c CONTAINER] [-i] [-t] -- COMMAND [ARG...]",
        "Run a command in a container",
        List.of(
            Flag.value("container", 'c', "CONTAINER", "The container (default: the first)"),
            Flag.toggle("stdin", 'i', "Pass standard input to the command"),
            Flag.toggle("tty", 't', "Give the command a terminal")),
        List.of("beanpod exec web -c redis -- redis-cli ping", "beanpod exec -it web -- sh"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    ExecOptions options = options(arguments);
    Caller.requireRoot("exec");
    return ExecAction.run(context, options);
  }

  static ExecOptions options(Arguments arguments) {
    List<String> words = arguments.words();
    if (words.isEmpty()) {
      throw new UsageError("exec", "say which pod, before --");
    }
    if (words.size() > 1) {
      throw new UsageError(
          "exec", "put -- before the command: exec " + words.get(0) + " -- " + words.get(1));
    }
    if (arguments.afterDashes().isEmpty()) {
      throw new UsageError("exec", "say which command, after --");
    }
    return new ExecOptions(
        Context.namespace(arguments),
        PodName.of(words.get(0)),
        arguments.value("container"),
        arguments.on("stdin"),
        arguments.on("tty"),
        arguments.afterDashes());
  }

  @Override
  public boolean leavesThreads() {
    return true;
  }
}
