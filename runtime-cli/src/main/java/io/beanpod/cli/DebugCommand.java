package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;
import java.util.List;

/** {@code debug}: a container more in a running pod, to look at the others with. */
final class DebugCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "debug",
        "POD --image IMAGE [--target CONTAINER] [-i] [-t] [-- COMMAND [ARG...]]",
        "Add an ephemeral container to a running pod",
        List.of(
            Flag.value("image", Flag.NO_LETTER, "IMAGE", "The image with the tools"),
            Flag.value(
                "target",
                Flag.NO_LETTER,
                "CONTAINER",
                "The container whose processes the new one sees"),
            Flag.value("container", 'c', "NAME", "Name of the new container"),
            Flag.value("env", Flag.NO_LETTER, "NAME=VALUE", "A variable; may be given again"),
            Flag.toggle("stdin", 'i', "Keep its standard input open, and attach to it"),
            Flag.toggle("tty", 't', "Give it a terminal"),
            Flag.toggle("attach", Flag.NO_LETTER, "Attach to it (with -i that is so anyway)"),
            Flag.toggle(
                "arguments-only",
                Flag.NO_LETTER,
                "What follows -- are arguments to the image's command"),
            Flag.toggle("quiet", 'q', "Print only what the container writes")),
        List.of(
            "beanpod debug web --image busybox --target nginx -it -- sh",
            "beanpod debug web --image busybox --attach -- ps"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    DebugOptions options = options(arguments);
    Caller.requireRoot("debug");
    return DebugAction.run(context, options);
  }

  static DebugOptions options(Arguments arguments) {
    if (arguments.words().size() != 1) {
      throw new UsageError(
          "debug", arguments.words().isEmpty() ? "say which pod" : "one pod at a time");
    }
    if (arguments.value("image").isEmpty()) {
      throw new UsageError("debug", "you must specify --image");
    }
    for (String variable : arguments.values("env")) {
      if (variable.indexOf('=') < 1) {
        throw new UsageError("debug", "--env wants NAME=VALUE, not " + variable);
      }
    }
    boolean stdin = arguments.on("stdin");
    if (arguments.on("tty") && !stdin) {
      throw new UsageError("debug", "-i/--stdin is required for containers with -t/--tty=true");
    }
    List<String> words = arguments.afterDashes();
    boolean onlyArguments = arguments.on("arguments-only");
    return new DebugOptions(
        Context.namespace(arguments),
        arguments.words().get(0),
        arguments.value("image").get(),
        arguments.value("container"),
        arguments.value("target"),
        List.copyOf(arguments.values("env")),
        stdin,
        arguments.on("tty"),
        stdin || arguments.on("attach"),
        arguments.on("quiet"),
        onlyArguments ? List.of() : words,
        onlyArguments ? words : List.of());
  }

  @Override
  public boolean leavesThreads() {
    return true;
  }
}
