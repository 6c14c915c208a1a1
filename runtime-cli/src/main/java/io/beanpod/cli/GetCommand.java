package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Selector;
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
        "pods|pod NAME...|pod/NAME... [-A] [-l SELECTOR] [-o wide|json|yaml|name]",
        "Show pods",
        List.of(
            Flag.toggle("all-namespaces", 'A', "Pods of all namespaces"),
            Flag.value("selector", 'l', "SELECTOR", "Pods with these labels: app=web,tier!=db"),
            Flag.value("output", 'o', "FORMAT", "wide, json, yaml or name"),
            Flag.toggle("no-headers", Flag.NO_LETTER, "Leave out the table's first line"),
            Flag.toggle("show-labels", Flag.NO_LETTER, "Add a column with the labels"),
            Flag.toggle(
                "ignore-not-found", Flag.NO_LETTER, "A pod that does not exist is no failure")),
        List.of("beanpod get pods -A -o wide", "beanpod get pod web -o json"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    List<String> names = PodName.all("get", words);
    PodPrinter printer = PodPrinter.of(arguments, context.now());
    Optional<Selector> selector = PodSelection.selector("get", arguments);
    boolean all = arguments.on("all-namespaces");
    if (!names.isEmpty() && (selector.isPresent() || all)) {
      throw new UsageError("get", "names go with neither --selector nor --all-namespaces");
    }
    String namespace = Context.namespace(arguments);
    if (names.isEmpty()) {
      List<StoredPod> pods = all ? context.store().list() : context.store().list(namespace);
      pods = PodSelection.matching(pods, selector);
      if (pods.isEmpty() && !printer.isTree()) {
        context.err().line("No resources found" + (all ? "" : " in " + namespace + " namespace."));
        return 0;
      }
      context.out().print(printer.list(pods));
      return 0;
    }
    return named(context, namespace, names, printer, arguments.on("ignore-not-found"));
  }

  private static int named(
      Context context,
      String namespace,
      List<String> names,
      PodPrinter printer,
      boolean ignoreNotFound)
      throws IOException {
    List<StoredPod> pods = new ArrayList<>();
    int status = 0;
    for (String name : names) {
      Optional<StoredPod> pod = context.store().find(namespace, name);
      if (pod.isPresent()) {
        pods.add(pod.get());
      } else if (!ignoreNotFound) {
        context.err().line("error: " + context.notFound(namespace, name));
        status = Main.FAILED;
      }
    }
    if (names.size() == 1) {
      if (!pods.isEmpty()) {
        context.out().print(printer.one(pods.get(0)));
      }
    } else if (!pods.isEmpty() || printer.isTree()) {
      context.out().print(printer.list(pods));
    }
    return status;
  }
}
