package io.beanpod.cli.events;

import io.beanpod.cli.args.UsageError;
import io.beanpod.event.StoredEvent;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints events in the format of {@code -o}. */
public final class EventPrinter {
  private final String format;
  private final String listKind;
  private final EventTable table;
  private boolean yamlBegun;

  private EventPrinter(String format, String listKind, EventTable table) {
    this.format = format;
    this.listKind = listKind;
    this.table = table;
  }

  /**
   * Of {@code get events}.
   *
   * @param namespaces whether there is a column for them
   * @throws UsageError where the format is unknown
   */
  public static EventPrinter ofGet(String format, boolean namespaces, boolean header) {
    EventColumns columns = format.equals("wide") ? EventColumns.WIDE : EventColumns.USUAL;
    return of("get", format, "List", new EventTable(columns, namespaces, header));
  }

  /** Of {@code events}, which has no {@code -o wide}. */
  public static EventPrinter ofEvents(String format, boolean namespaces, boolean header) {
    EventTable table = new EventTable(EventColumns.COUNTED, namespaces, header);
    return of("events", format, "EventList", table);
  }

  private static EventPrinter of(String command, String format, String listKind, EventTable table) {
    boolean wide = command.equals("get");
    switch (format) {
      case "", "json", "yaml", "name":
        return new EventPrinter(format, listKind, table);
      case "wide":
        if (wide) {
          return new EventPrinter("", listKind, table);
        }
      // fall through
      default:
        throw new UsageError(
            command,
            "unknown output format: "
                + format
                + "; there are "
                + (wide ? "wide, " : "")
                + "json, yaml and name");
    }
  }

  /** Whether it prints whole objects. */
  public boolean isTree() {
    return format.equals("json") || format.equals("yaml");
  }

  /** Any number of events at once: with json and yaml a list. */
  public String list(List<StoredEvent> events, long now) {
    if (!isTree()) {
      return each(events, now);
    }
    List<Object> items = new ArrayList<>();
    for (StoredEvent event : events) {
      items.add(event.tree());
    }
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("items", items);
    list.put("kind", listKind);
    list.put("metadata", Map.of("resourceVersion", ""));
    return write(list);
  }

  /** Further events: with json and yaml each by itself. */
  public String each(List<StoredEvent> events, long now) {
    if (format.isEmpty()) {
      return events.isEmpty() ? "" : table.rows(events, now);
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

  private String write(Map<String, Object> tree) {
    Object sorted = Json.sorted(tree);
    return format.equals("json") ? JsonWriter.indented(sorted) : YamlWriter.write(sorted);
  }
}
