package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.print.ObjectFormat;
import io.beanpod.cli.print.ObjectPrinter;
import io.beanpod.cli.print.PodColumns;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code get pods}: which pods there are and how they are. */
final class GetCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "get",
        "KIND[,KIND]|KIND NAME...|KIND/NAME...|-f FILE|all|events [-A] [-l SELECTOR] [-o FORMAT] [-w]",
        "Show pods, their events, and other objects",
        PodQuery.flags(
            Flag.value(
                "filename", 'f', "FILE", "The objects of a manifest: a file, a directory or -"),
            Flag.value(
                "output",
                'o',
                "FORMAT",
                "wide, json, yaml, name, jsonpath=TEMPLATE, jsonpath-as-json=TEMPLATE,"
                    + " jsonpath-file=FILE, custom-columns=HEADER:PATH,...,"
                    + " custom-columns-file=FILE"),
            Flag.toggle("watch", 'w', "After the pods, print those that change, as they change"),
            Flag.toggle("watch-only", Flag.NO_LETTER, "Print only the pods that change"),
            Flag.toggle(
                "output-watch-events",
                Flag.NO_LETTER,
                "With -w: say whether a pod was ADDED, MODIFIED or DELETED"),
            Flag.value(
                "sort-by", Flag.NO_LETTER, "PATH", "The order of the objects: .status.startTime"),
            Flag.value(
                "label-columns", 'L', "LABELS", "Add a column for each of these labels: app,tier"),
            Flag.toggle("show-labels", Flag.NO_LETTER, "Add a column with the labels"),
            Flag.toggle("show-kind", Flag.NO_LETTER, "Print names as KIND/NAME"),
            Flag.toggle("no-headers", Flag.NO_LETTER, "Leave out the table's first line"),
            Flag.toggle(
                "allow-missing-template-keys",
                Flag.NO_LETTER,
                "With jsonpath: a field that is not there prints nothing (default: true)"),
            Flag.toggle(
                "ignore-not-found", Flag.NO_LETTER, "An object that does not exist is no failure")),
        List.of(
            "beanpod get pods -A -o wide",
            "beanpod get pod web -o json",
            "beanpod get pods,configmaps",
            "beanpod get secret db -o jsonpath='{.data.password}'",
            "beanpod get pods -l app=web --watch",
            "beanpod get events --field-selector type=Warning --sort-by .lastTimestamp",
            "beanpod get pod web -o jsonpath='{.status.podIP}{\"\\n\"}'",
            "beanpod get pods -o"
                + " 'custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image'"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    if (GetEvents.isAskedFor(words)) {
      return GetEvents.run(context, arguments);
    }
    if (!arguments.values("filename").isEmpty()) {
      return inFiles(context, arguments);
    }
    Resources resources = Resources.of("get", words);
    if (!resources.onlyPods()) {
      return GetObjects.run(
          context,
          arguments,
          resources.kinds(),
          Targets.named(resources, Context.namespace(arguments)));
    }
    return pods(context, arguments, PodQuery.ofWords("get", arguments, words));
  }

  private static int inFiles(Context context, Arguments arguments) throws IOException {
    if (!arguments.allWords().isEmpty()) {
      throw new UsageError("get", "-f goes with no names");
    }
    List<Targets.Target> targets =
        Targets.inFiles(arguments.values("filename"), arguments.value("namespace"));
    List<ObjectKind> kinds = new ArrayList<>();
    List<PodQuery.Named> pods = new ArrayList<>();
    for (Targets.Target target : targets) {
      if (!kinds.contains(target.kind())) {
        kinds.add(target.kind());
      }
      pods.add(new PodQuery.Named(target.namespace(), target.name()));
    }
    return kinds.equals(List.of(ObjectKind.POD))
        ? pods(context, arguments, PodQuery.of("get", arguments, pods))
        : GetObjects.run(context, arguments, kinds, targets);
  }

  private static int pods(Context context, Arguments arguments, PodQuery query) throws IOException {
    boolean kinds = arguments.on("show-kind") || arguments.allWords().equals(List.of("all"));
    ObjectPrinter printer = ObjectFormat.printer(new PodColumns(), arguments, kinds, context.now());
    boolean watchOnly = arguments.on("watch-only");
    if (watchOnly || arguments.on("watch")) {
      return GetWatch.run(context, arguments, query, printer);
    }
    if (arguments.on("output-watch-events")) {
      throw new UsageError(
          "get", "--output-watch-events option can only be used with --watch or --watch-only");
    }
    if (query.byName()) {
      return named(context, query, printer, arguments);
    }
    List<StoredPod> pods = sorted(query.list(context.store()), arguments);
    if (pods.isEmpty() && printer.isTable()) {
      if (!arguments.on("ignore-not-found")) {
        context.err().line(query.none());
      }
      return 0;
    }
    context.out().print(printer.list(pods));
    return 0;
  }

  private static List<StoredPod> sorted(List<StoredPod> pods, Arguments arguments) {
    Optional<String> path = arguments.value("sort-by");
    return path.isPresent() ? PodSorter.sort(pods, path.get()) : pods;
  }

  private static int named(
      Context context, PodQuery query, ObjectPrinter printer, Arguments arguments)
      throws IOException {
    List<StoredPod> pods = new ArrayList<>();
    int status = 0;
    for (PodQuery.Named named : query.names()) {
      Optional<StoredPod> pod = context.store().find(named.namespace(), named.name());
      if (pod.isPresent()) {
        pods.add(pod.get());
      } else if (!arguments.on("ignore-not-found")) {
        context.err().line("error: " + context.notFound(named.namespace(), named.name()));
        status = Main.FAILED;
      }
    }
    if (query.names().size() == 1) {
      if (!pods.isEmpty()) {
        context.out().print(printer.one(pods.get(0)));
      }
    } else if (!pods.isEmpty() || !printer.isTable()) {
      context.out().print(printer.list(sorted(pods, arguments)));
    }
    return status;
  }
}
