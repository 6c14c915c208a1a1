package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.events.EventPrinter;
import io.beanpod.event.EventStore;
import io.beanpod.event.StoredEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code events}: what has happened to pods in the last hour. */
final class EventsCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "events",
        "[--for pod/NAME] [--types Warning,Normal] [-A] [-w] [-o json|yaml|name]",
        "Show what has happened to pods in the last hour",
        List.of(
            Flag.value("for", Flag.NO_LETTER, "pod/NAME", "Only events of this pod"),
            Flag.value("types", Flag.NO_LETTER, "TYPES", "Only events of these: Warning,Normal"),
            Flag.toggle("all-namespaces", 'A', "Events of all namespaces"),
            Flag.toggle("watch", 'w', "Go on with events as they come"),
            Flag.value("output", 'o', "FORMAT", "json, yaml or name"),
            Flag.toggle("no-headers", Flag.NO_LETTER, "Leave out the table's first line")),
        List.of("beanpod events --for pod/web --watch", "beanpod events --types Warning -A"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    if (!arguments.allWords().isEmpty()) {
      throw new UsageError(
          "events",
          "unknown argument: " + arguments.allWords().get(0) + "; for one pod say --for pod/NAME");
    }
    boolean all = arguments.on("all-namespaces");
    String namespace = Context.namespace(arguments);
    EventPrinter printer =
        EventPrinter.ofEvents(
            arguments.value("output").orElse(""), all, !arguments.on("no-headers"));
    Optional<String> pod = pod(arguments);
    List<String> types = types(arguments);
    if (arguments.on("watch")) {
      EventWatch.run(
          context,
          printer,
          event -> (all || event.namespace().equals(namespace)) && wanted(event, pod, types),
          false);
      return 0;
    }
    EventStore store = new EventStore(context.root(), Instant.ofEpochMilli(context.now()));
    List<StoredEvent> events = new ArrayList<>();
    for (StoredEvent event : all ? store.list() : store.list(namespace)) {
      if (wanted(event, pod, types)) {
        events.add(event);
      }
    }
    if (events.isEmpty()) {
      context.err().line("No events found" + (all ? "." : " in " + namespace + " namespace."));
      return 0;
    }
    context.out().print(printer.list(events, context.now()));
    return 0;
  }

  private static Optional<String> pod(Arguments arguments) {
    Optional<String> word = arguments.value("for");
    if (word.isEmpty()) {
      return word;
    }
    if (word.get().indexOf('/') < 0) {
      throw new UsageError("events", "--for must be in resource/name form: pod/" + word.get());
    }
    return Optional.of(PodName.all("events", List.of(word.get())).get(0));
  }

  private static List<String> types(Arguments arguments) {
    List<String> types = new ArrayList<>();
    for (String value : arguments.values("types")) {
      for (String type : value.split(",")) {
        if (!type.equalsIgnoreCase("Normal") && !type.equalsIgnoreCase("Warning")) {
          throw new UsageError("events", "valid --types are Normal or Warning: " + type);
        }
        types.add(type);
      }
    }
    return types;
  }

  private static boolean wanted(StoredEvent event, Optional<String> pod, List<String> types) {
    if (pod.isPresent() && !event.podName().equals(pod.get())) {
      return false;
    }
    for (String type : types) {
      if (type.equalsIgnoreCase(event.type())) {
        return true;
      }
    }
    return types.isEmpty();
  }
}
