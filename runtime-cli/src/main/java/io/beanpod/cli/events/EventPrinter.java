package io.beanpod.cli.events;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.print.ListTree;
import io.beanpod.cli.print.TemplateFormat;
import io.beanpod.cli.print.TreePrinter;
import io.beanpod.event.StoredEvent;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.YamlWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints events in the format of {@code -o}. */
public final class EventPrinter {
  private static final String LIST = "List";

  private final String format;
  private final String listKind;
  private final EventTable table;
  private final Optional<TreePrinter> template;
  private boolean yamlBegun;

  private EventPrinter(
      String format, String listKind, EventTable table, Optional<TreePrinter> template) {
    this.format = format;
    this.listKind = listKind;
    this.table = table;
    this.template = template;
  }

  /**
   * Of {@code get events}.
   *
   * @param namespaces whether there is a column for them
   * @throws UsageError where the format is unknown
   * @throws io.beanpod.cli.Failure where a template is malformed
   * @throws IOException where a template's file cannot be read
   */
  public static EventPrinter ofGet(Arguments arguments, boolean namespaces) throws IOException {
    String format = arguments.value("output").orElse("");
    EventColumns columns = format.equals("wide") ? EventColumns.WIDE : EventColumns.USUAL;
    EventTable table = new EventTable(columns, namespaces, !arguments.on("no-headers"));
    return switch (format) {
      case "wide" -> new EventPrinter("", LIST, table, Optional.empty());
      case "", "json", "yaml", "name" -> new EventPrinter(format, LIST, table, Optional.empty());
      default ->
          new EventPrinter(
              format, LIST, table, Optional.of(TemplateFormat.printer(format, arguments)));
    };
  }

  /**
   * Of {@code events}, which has fewer formats.
   *
   * @throws UsageError where the format is unknown
   */
  public static EventPrinter ofEvents(String format, boolean namespaces, boolean header) {
    EventTable table = new EventTable(EventColumns.COUNTED, namespaces, header);
    return switch (format) {
      case "", "json", "yaml", "name" ->
          new EventPrinter(format, "EventList", table, Optional.empty());
      default ->
          throw new UsageError(
              "events",
              "unknown output format: "
                  + format
                  + "; there are json, yaml and name, and more with beanpod get events");
    };
  }

  /** Whether it prints a list of objects, also of none. */
  public boolean isTree() {
    return template.isPresent() || format.equals("json") || format.equals("yaml");
  }

  /** Any number of events at once: with json, yaml and jsonpath a list. */
  public String list(List<StoredEvent> events, long now) {
    if (!isTree()) {
      return each(events, now);
    }
    if (template.isPresent()) {
      return template.get().list(trees(events));
    }
    Map<String, Object> list = ListTree.of(trees(events));
    list.put("kind", listKind);
    return write(list);
  }

  /** Further events: with json and yaml each by itself. */
  public String each(List<StoredEvent> events, long now) {
    if (format.isEmpty()) {
      return events.isEmpty() ? "" : table.rows(events, now);
    }
    if (template.isPresent()) {
      return template.get().each(trees(events));
    }
    StringBuilder text = new StringBuilder();
    for (StoredEvent event : events) {
      if (format.equals("name")) {
        text.append("event/").append(event.name()).append('\n');
      } else {
        text.append(yamlBegun && format.equals("yaml") ? "---\n" : "").append(write(event.tree()));
        yamlBegun = true;
      }
    }
    return text.toString();
  }

  private static List<Map<String, Object>> trees(List<StoredEvent> events) {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (StoredEvent event : events) {
      trees.add(event.tree());
    }
    return trees;
  }

  private String write(Map<String, Object> tree) {
    Object sorted = Json.sorted(tree);
    return format.equals("json") ? JsonWriter.indented(sorted) : YamlWriter.write(sorted);
  }
}
