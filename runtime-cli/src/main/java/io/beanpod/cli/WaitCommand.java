package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.wait.WaitCondition;
import io.beanpod.cli.wait.WaitConditionParser;
import io.beanpod.cli.wait.WaitLoop;
import io.beanpod.model.GoDuration;
import io.beanpod.store.StoredPod;
import io.beanpod.watch.ChangeSource;
import io.beanpod.watch.KernelChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code wait}: comes back when pods are as they should be. */
final class WaitCommand implements Command {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long WEEK_MILLIS = 7L * 24 * 3600 * 1000;

  @Override
  public Definition definition() {
    return Definition.of(
        "wait",
        "pod NAME...|pod/NAME...|pods --all|pods -l SELECTOR|-f FILE --for=CONDITION",
        "Wait until pods meet a condition",
        List.of(
            Flag.value(
                "for",
                Flag.NO_LETTER,
                "CONDITION",
                "condition=TYPE[=STATUS], jsonpath='{PATH}'[=VALUE], create or delete"),
            Flag.value(
                "timeout",
                Flag.NO_LETTER,
                "TIME",
                "How long, for all together: 90s, 5m; 0 looks once, a negative one is a week"
                    + " (default: 30s)"),
            Flag.toggle("all", Flag.NO_LETTER, "All pods of the namespace"),
            Flag.toggle("all-namespaces", 'A', "With --all or a selector: of all namespaces"),
            Flag.value("selector", 'l', "SELECTOR", "Pods with these labels: app=web,tier!=db"),
            Flag.value(
                "field-selector",
                Flag.NO_LETTER,
                "SELECTOR",
                "Pods with these fields: spec.restartPolicy!=Never"),
            Flag.value(
                "filename", 'f', "FILE", "The pods of a manifest: a file, a directory or -")),
        List.of(
            "beanpod wait --for=condition=Ready pod/web --timeout=60s",
            "beanpod wait --for=jsonpath='{.status.phase}'=Succeeded pods -l job=backup",
            "beanpod wait --for=delete pods --all"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    WaitCondition condition = WaitConditionParser.parse(arguments.value("for").orElse(""));
    long timeout = timeout(arguments);
    if (arguments.allWords().isEmpty() && arguments.values("filename").isEmpty()) {
      throw new UsageError("wait", "say which pods: pod/NAME, pods --all, pods -l SELECTOR or -f");
    }
    PodQuery query = PodQuery.ofWords("wait", arguments, arguments.allWords());
    boolean all = arguments.on("all");
    if (query.byName() && all) {
      throw new UsageError("wait", "--all goes with no names");
    }
    if (!query.byName() && !all && query.labels().isEmpty() && query.fields().isEmpty()) {
      throw new UsageError(
          "wait", "resource(s) were provided, but no name was specified: pod/NAME, -l or --all");
    }
    if (!query.byName() && condition instanceof WaitCondition.Created) {
      throw new UsageError("wait", "--for=create needs the names of the pods");
    }
    List<WaitLoop.Target> targets = targets(context, query, condition);
    boolean deletion = condition instanceof WaitCondition.Deleted;
    if (targets.isEmpty() && !deletion) {
      throw new Failure("no matching resources found");
    }
    try (ChangeSource changes = new KernelChanges(context.root())) {
      WaitLoop loop =
          new WaitLoop(
              context.store()::find,
              changes,
              () -> System.nanoTime() / NANOS_PER_MILLI,
              context.out(),
              context.err());
      return loop.run(targets, condition, timeout) ? 0 : Main.FAILED;
    }
  }

  /** A pod that is not there has nothing to wait for, unless it is waited for itself. */
  private static List<WaitLoop.Target> targets(
      Context context, PodQuery query, WaitCondition condition) throws IOException {
    List<WaitLoop.Target> targets = new ArrayList<>();
    if (!query.byName()) {
      for (StoredPod pod : query.list(context.store())) {
        targets.add(new WaitLoop.Target(pod.namespace(), pod.name(), pod.uid()));
      }
      return targets;
    }
    for (PodQuery.Named named : query.names()) {
      Optional<StoredPod> pod = context.store().find(named.namespace(), named.name());
      if (pod.isPresent() || condition instanceof WaitCondition.Created) {
        String uid = pod.isPresent() ? pod.get().uid() : "";
        targets.add(new WaitLoop.Target(named.namespace(), named.name(), uid));
      } else if (!(condition instanceof WaitCondition.Deleted)) {
        throw new Failure(context.notFound(named.namespace(), named.name()));
      }
    }
    return targets;
  }

  /** In milliseconds. */
  static long timeout(Arguments arguments) {
    String text = arguments.value("timeout").orElse("30s");
    boolean negative = text.startsWith("-");
    String size = negative ? text.substring(1) : text;
    OptionalLong millis = size.equals("0") ? OptionalLong.of(0) : GoDuration.millis(size);
    if (millis.isEmpty()) {
      String reason =
          WholeNumber.parse(text).isPresent() ? "missing unit in duration" : "invalid duration";
      throw new UsageError(
          "wait",
          "invalid argument \""
              + text
              + "\" for \"--timeout\" flag: time: "
              + reason
              + " \""
              + text
              + "\"; 90s is a minute and a half");
    }
    return negative && millis.getAsLong() > 0 ? WEEK_MILLIS : millis.getAsLong();
  }
}
