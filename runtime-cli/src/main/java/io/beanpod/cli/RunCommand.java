package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.run.RunOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code run}: a pod of one container, described by flags. */
final class RunCommand implements Command {
  private static final String NAME = "run";

  @Override
  public Definition definition() {
    return Definition.of(
        NAME,
        "NAME --image IMAGE [-v HOST:CTR[:ro]] [-p HOSTPORT:CTRPORT] [--env K=V] [-- ARG...]",
        "Launch a pod of one container",
        List.of(
            Flag.value("image", Flag.NO_LETTER, "IMAGE", "The container's image"),
            Flag.value(
                "volume",
                'v',
                "HOST:CTR[:ro]",
                "Mount a file or directory of the host; ./x is in this directory; may be given"
                    + " again"),
            Flag.value(
                "publish",
                'p',
                "[IP:]PORT:CTRPORT",
                "A port of the host that leads to one of the container's; /udp may follow; may be"
                    + " given again"),
            Flag.value("port", Flag.NO_LETTER, "PORT", "The port that the container listens on"),
            Flag.value("env", Flag.NO_LETTER, "NAME=VALUE", "A variable; may be given again"),
            Flag.value("labels", 'l', "K=V,...", "The pod's labels (default: run=NAME)"),
            Flag.value(
                "restart",
                Flag.NO_LETTER,
                "POLICY",
                "Always, OnFailure or Never (default: Always). With the last two an attached run"
                    + " ends with the container's exit status"),
            Flag.toggle(
                "command", Flag.NO_LETTER, "What follows -- is the command, not its arguments"),
            Flag.toggle("stdin", 'i', "Keep its standard input open, and attach to it"),
            Flag.toggle("tty", 't', "Give it a terminal"),
            Flag.toggle("attach", Flag.NO_LETTER, "Attach to it (with -i that is so anyway)"),
            Flag.toggle(
                "leave-stdin-open",
                Flag.NO_LETTER,
                "Its input stays open after the first that attached is gone"),
            Flag.toggle("rm", Flag.NO_LETTER, "Attached: delete the pod in the end"),
            Flag.toggle("quiet", 'q', "Print only what the container writes"),
            DryRun.flag(),
            ChangeOutput.flag()),
        List.of(
            "beanpod run web --image nginx -v ./site:/usr/share/nginx/html:ro -p 8080:80",
            "beanpod run db --image redis --env LEVEL=debug --dry-run=client -o yaml",
            "beanpod run sh --image busybox -it --rm --restart=Never -- sh"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    return RunAction.run(context, options(arguments));
  }

  static RunOptions options(Arguments arguments) {
    if (arguments.words().isEmpty()) {
      throw new UsageError(NAME, "NAME is required for run");
    }
    if (arguments.value("image").isEmpty()) {
      throw new UsageError(NAME, "required flag(s) \"image\" not set");
    }
    String restart = arguments.value("restart").orElse("Always");
    switch (restart) {
      case "Always", "OnFailure", "Never" -> {}
      default ->
          throw new UsageError(
              NAME,
              "invalid restart policy: --restart " + restart + "; use Always, OnFailure or Never");
    }
    boolean stdin = arguments.on("stdin");
    boolean attach = arguments.on("attach", stdin);
    if (arguments.on("tty") && !stdin) {
      throw new UsageError(NAME, "-i/--stdin is required for containers with -t/--tty=true");
    }
    if (arguments.on("rm") && !attach) {
      throw new UsageError(NAME, "--rm should only be used for attached containers");
    }
    ChangeOutput output = ChangeOutput.of(NAME, arguments);
    if (attach && output.dryRun() != DryRun.NONE) {
      throw new UsageError(
          NAME,
          "--dry-run="
              + arguments.value("dry-run").orElse("")
              + " can't be used with attached containers options (--attach, --stdin, or --tty)");
    }
    // kubectl takes what follows the name as well.
    List<String> words = new ArrayList<>(arguments.allWords());
    String name = words.remove(0);
    boolean command = arguments.on("command");
    if (command && words.isEmpty()) {
      throw new UsageError(NAME, "--command needs one: -- COMMAND [ARG...]");
    }
    return new RunOptions(
        name,
        arguments.value("namespace"),
        arguments.value("image").get(),
        arguments.values("volume"),
        arguments.values("publish"),
        arguments.value("port"),
        arguments.values("env"),
        arguments.value("labels"),
        restart,
        command,
        words,
        stdin,
        arguments.on("tty"),
        arguments.on("leave-stdin-open"),
        attach,
        arguments.on("rm"),
        arguments.on("quiet"),
        output);
  }

  @Override
  public boolean leavesThreads() {
    return true;
  }
}
