package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Selector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** {@code delete}: stops pods and removes what they left; removes other objects. */
final class DeleteCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "delete",
        "KIND NAME...|KIND/NAME...|KIND --all|KIND -l SELECTOR|-f FILE",
        "Stop and remove pods, remove other objects",
        List.of(
            Flag.value(
                "filename", 'f', "FILE", "The objects of a manifest: a file, a directory or -"),
            Flag.toggle("all", Flag.NO_LETTER, "All of the kind in the namespace"),
            Flag.toggle("all-namespaces", 'A', "With --all or -l: of all namespaces"),
            Flag.value("selector", 'l', "SELECTOR", "Those with these labels: app=web,tier!=db"),
            Flag.value(
                "grace-period",
                Flag.NO_LETTER,
                "SECONDS",
                "Time between SIGTERM and SIGKILL (default: what the pod's spec says)"),
            Flag.toggle("now", Flag.NO_LETTER, "The same as --grace-period=1"),
            Flag.toggle("force", Flag.NO_LETTER, "SIGKILL at once"),
            Flag.toggle("wait", Flag.NO_LETTER, "Come back when they are gone (default: true)"),
            Flag.toggle(
                "ignore-not-found", Flag.NO_LETTER, "An object that does not exist is no failure")),
        List.of(
            "beanpod delete pod web",
            "beanpod delete pods -l app=web --now",
            "beanpod delete configmap site",
            "beanpod delete namespace shop"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    DeleteOptions options = options(arguments);
    Caller.requireRoot("delete");
    return DeleteAction.run(context, options);
  }

  static DeleteOptions options(Arguments arguments) {
    List<String> files = arguments.values("filename");
    List<String> words = arguments.allWords();
    boolean all = arguments.on("all");
    Optional<Selector> selector = PodSelection.selector("delete", arguments);
    if (!files.isEmpty() && (!words.isEmpty() || all || selector.isPresent())) {
      throw new UsageError("delete", "-f goes with neither names, --all nor --selector");
    }
    Resources resources =
        files.isEmpty() ? Resources.of("delete", words) : new Resources(List.of(), List.of());
    boolean named = !resources.names().isEmpty();
    boolean many = all || selector.isPresent();
    if (many && named) {
      throw new UsageError("delete", "names go with neither --all nor --selector");
    }
    if (all && selector.isPresent()) {
      throw new UsageError("delete", "--all and --selector exclude each other");
    }
    if (!many && !named && files.isEmpty()) {
      throw new UsageError("delete", "say which objects: names, --all, --selector or -f FILE");
    }
    boolean allNamespaces = arguments.on("all-namespaces");
    if (allNamespaces && !many) {
      throw new UsageError("delete", "--all-namespaces needs --all or --selector");
    }
    boolean force = arguments.on("force");
    return new DeleteOptions(
        Context.namespace(arguments),
        arguments.value("namespace"),
        resources,
        List.copyOf(files),
        all,
        allNamespaces,
        selector,
        gracePeriod(arguments, force),
        force,
        arguments.on("wait", true),
        arguments.on("ignore-not-found"));
  }

  /** kubectl's rules: without {@code --force} at least one second, with it none. */
  private static OptionalInt gracePeriod(Arguments arguments, boolean force) {
    Optional<String> text = arguments.value("grace-period");
    OptionalInt seconds = OptionalInt.empty();
    if (text.isPresent()) {
      OptionalLong number = WholeNumber.parse(text.get());
      if (number.isEmpty() || number.getAsLong() < -1 || number.getAsLong() > Integer.MAX_VALUE) {
        throw new UsageError("delete", "--grace-period wants seconds, 0 or more: " + text.get());
      }
      if (number.getAsLong() >= 0) {
        seconds = OptionalInt.of((int) number.getAsLong());
      }
    }
    if (arguments.on("now")) {
      if (seconds.isPresent()) {
        throw new UsageError("delete", "--now and --grace-period exclude each other");
      }
      seconds = OptionalInt.of(1);
    }
    if (force) {
      if (seconds.orElse(0) > 0) {
        throw new UsageError("delete", "--force goes with no grace period above 0");
      }
      return OptionalInt.of(0);
    }
    return seconds.isPresent() ? OptionalInt.of(Math.max(1, seconds.getAsInt())) : seconds;
  }
}
