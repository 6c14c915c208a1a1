package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.Similar;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.lab.Lab;
import io.beanpod.cli.lab.LabOptions;
import io.beanpod.cli.lab.LivePlot;
import io.beanpod.cli.lab.Narrator;
import io.beanpod.cli.lab.Stage;
import io.beanpod.cli.text.Table;
import io.beanpod.linux.Processes;
import io.beanpod.linux.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code lab}: an experiment with real pods, told step by step. */
final class LabCommand implements Command {
  private static final int STDOUT = 1;

  @Override
  public Definition definition() {
    return Definition.of(
        "lab",
        "[oom|namespaces|cpu|pids|pause]",
        "Run an experiment with a real pod, told step by step",
        List.of(
            Flag.value("svg", Flag.NO_LETTER, "FILE", "oom and cpu: write the plot to a file, too"),
            Flag.value(
                "image",
                Flag.NO_LETTER,
                "IMAGE",
                "What the containers are made of: an image with busybox's programs (default: "
                    + LabOptions.IMAGE
                    + ")"),
            Flag.toggle("keep", Flag.NO_LETTER, "Leave the pods there when the lab is over")),
        List.of("beanpod lab", "beanpod lab oom --svg oom.svg", "beanpod lab namespaces --keep"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    if (words.isEmpty()) {
      context.out().print(list());
      return 0;
    }
    if (words.size() > 1) {
      throw new UsageError("lab", "one lab at a time");
    }
    Lab lab = Lab.find(words.get(0)).orElseThrow(() -> unknown(words.get(0)));
    LabOptions options = options(arguments, lab);
    Caller.requireRoot("lab " + lab.word());
    Processes.prepare();
    boolean terminal = Terminal.is(STDOUT);
    boolean colour = terminal && isEmpty("NO_COLOR") && !"dumb".equals(System.getenv("TERM"));
    Narrator narrator =
        new Narrator(
            context.out(),
            command -> beanpod(context, arguments, command),
            options.namespace(),
            arguments.value("root"),
            colour);
    LivePlot plot =
        new LivePlot(context.out(), () -> Terminal.size(STDOUT), isUnicode(System::getenv), colour);
    new Stage(context, narrator, plot, options).play(lab);
    return 0;
  }

  private static LabOptions options(Arguments arguments, Lab lab) {
    Optional<Path> svg = arguments.value("svg").map(Path::of);
    if (svg.isPresent() && !lab.plots()) {
      throw new UsageError(
          "lab", "lab " + lab.word() + " has no plot: --svg goes with oom and cpu");
    }
    // Before the experiment, not after it.
    if (svg.isPresent()) {
      Path file = svg.get().toAbsolutePath();
      if (Files.isDirectory(file)) {
        throw new Failure("--svg " + svg.get() + ": is a directory; name a file");
      }
      if (!Files.isDirectory(file.getParent())) {
        throw new Failure("--svg " + svg.get() + ": there is no such directory");
      }
    }
    return new LabOptions(
        Context.namespace(arguments),
        arguments.value("image").orElse(LabOptions.IMAGE),
        svg,
        arguments.on("keep"));
  }

  /** Another command, with the state and the namespace of this one. */
  private static int beanpod(Context context, Arguments arguments, List<String> command) {
    List<String> words = new ArrayList<>();
    for (String flag : new String[] {"root", "namespace"}) {
      arguments.value(flag).ifPresent(value -> words.addAll(List.of("--" + flag, value)));
    }
    words.addAll(command);
    return Main.run(context.out(), context.err(), words.toArray(new String[0]));
  }

  private static String list() {
    Table table = new Table().row("LAB", "WHAT IT SHOWS");
    for (Lab lab : Lab.values()) {
      table.row(lab.word(), lab.summary());
    }
    return table.render() + "\nRun one as root: beanpod lab oom\n";
  }

  private static UsageError unknown(String word) {
    List<String> labs = new ArrayList<>();
    for (Lab lab : Lab.values()) {
      labs.add(lab.word());
    }
    String advice =
        Similar.to(word, labs)
            .map(lab -> "did you mean " + lab + "?")
            .orElse("there are " + String.join(", ", labs));
    return new UsageError("lab", "unknown lab: " + word + "; " + advice);
  }

  private static boolean isEmpty(String variable) {
    String value = System.getenv(variable);
    return value == null || value.isEmpty();
  }

  /** The character set that the locale asks for, by the variables' order in setlocale(3). */
  static boolean isUnicode(UnaryOperator<String> environment) {
    for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.apply(variable);
      if (value != null && !value.isEmpty()) {
        String name = value.toUpperCase(Locale.ROOT);
        return name.contains("UTF-8") || name.contains("UTF8");
      }
    }
    return false;
  }
}
