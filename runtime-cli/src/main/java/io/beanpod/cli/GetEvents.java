package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.events.EventPrinter;
import io.beanpod.event.EventStore;
import io.beanpod.event.StoredEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code get events}: the same as {@code events}, with the flags and columns of {@code get}. */
final class GetEvents {
  /** Those of Kubernetes: {@code ToSelectableFields} of pkg/registry/core/event/strategy.go. */
  private static final List<String> FIELDS =
      List.of(
          "involvedObject.kind",
          "involvedObject.namespace",
          "involvedObject.name",
          "involvedObject.uid",
          "involvedObject.apiVersion",
          "involvedObject.resourceVersion",
          "involvedObject.fieldPath",
          "reason",
          "reportingComponent",
          "source",
          "type",
          "metadata.name",
          "metadata.namespace");

  private static final List<String> FOR_PODS =
      List.of(
          "selector",
          "show-labels",
          "label-columns",
          "show-kind",
          "filename",
          "output-watch-events");

  private final Context context;
  private final Arguments arguments;
  private final List<String> names;
  private final EventPrinter printer;
  private final boolean all;
  private final String namespace;
  private final FieldSelector fields;

  private GetEvents(Context context, Arguments arguments) throws IOException {
    this.context = context;
    this.arguments = arguments;
    names = names(arguments.allWords());
    all = arguments.on("all-namespaces");
    if (!names.isEmpty() && all) {
      throw new UsageError("get", "names do not go with --all-namespaces");
    }
    for (String flag : FOR_PODS) {
      if (!arguments.values(flag).isEmpty()) {
        throw new UsageError("get", "--" + flag + " is for pods, not for events");
      }
    }
    namespace = Context.namespace(arguments);
    fields = FieldSelector.parse("get", arguments.value("field-selector").orElse(""), FIELDS);
    printer = EventPrinter.ofGet(arguments, all);
  }

  /**
   * Whether {@code get} is asked for events: {@code events}, {@code event NAME}, {@code ev/NAME}.
   */
  static boolean isAskedFor(List<String> words) {
    if (words.isEmpty()) {
      return false;
    }
    int slash = words.get(0).indexOf('/');
    return isType(slash < 0 ? words.get(0) : words.get(0).substring(0, slash));
  }

  /** The exit status. */
  static int run(Context context, Arguments arguments) throws IOException {
    return new GetEvents(context, arguments).run();
  }

  private static boolean isType(String word) {
    return word.equals("events") || word.equals("event") || word.equals("ev");
  }

  private static List<String> names(List<String> words) {
    boolean typed = isType(words.get(0));
    List<String> names = new ArrayList<>();
    for (String word : typed ? words.subList(1, words.size()) : words) {
      int slash = word.indexOf('/');
      if (typed ? slash >= 0 : slash < 0 || !isType(word.substring(0, slash))) {
        throw new UsageError(
            "get", "say event NAME or event/NAME, and pods by themselves: " + word);
      }
      names.add(word.substring(slash + 1));
    }
    return names;
  }

  private int run() throws IOException {
    boolean onlyNew = arguments.on("watch-only");
    if (onlyNew || arguments.on("watch")) {
      EventWatch.run(context, printer, this::wanted, onlyNew);
      return 0;
    }
    List<StoredEvent> events = new ArrayList<>();
    EventStore store = new EventStore(context.root(), Instant.ofEpochMilli(context.now()));
    for (StoredEvent event : store.list()) {
      if (wanted(event)) {
        events.add(event);
      }
    }
    int status = missing(events);
    Optional<String> order = arguments.value("sort-by");
    if (order.isPresent()) {
      events = PodSorter.sort(events, StoredEvent::tree, order.get());
    }
    if (!events.isEmpty() || (printer.isTree() && names.isEmpty())) {
      boolean one = names.size() == 1;
      context
          .out()
          .print(one ? printer.each(events, context.now()) : printer.list(events, context.now()));
    } else if (names.isEmpty()) {
      context.err().line("No resources found" + (all ? "" : " in " + namespace + " namespace."));
    }
    return status;
  }

  private boolean wanted(StoredEvent event) {
    return (all || event.namespace().equals(namespace))
        && (names.isEmpty() || names.contains(event.name()))
        && fields.matches(selectable(event));
  }

  /** To selectors, {@code source} is its component alone. */
  private static Map<String, Object> selectable(StoredEvent event) {
    Map<String, Object> fields = new HashMap<>(event.tree());
    fields.put("source", event.component());
    return fields;
  }

  private int missing(List<StoredEvent> events) {
    int status = 0;
    for (String name : names) {
      boolean found = false;
      for (StoredEvent event : events) {
        found |= event.name().equals(name);
      }
      if (!found && !arguments.on("ignore-not-found")) {
        context.err().line("error: events \"" + name + "\" not found");
        status = Main.FAILED;
      }
    }
    return status;
  }
}
