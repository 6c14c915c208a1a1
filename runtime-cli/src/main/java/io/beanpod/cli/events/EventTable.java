package io.beanpod.cli.events;

import io.beanpod.cli.text.Plain;
import io.beanpod.cli.text.Table;
import io.beanpod.event.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Events in columns; what is printed later keeps to the columns of what was printed before. */
final class EventTable {
  private final EventColumns columns;
  private final boolean namespaces;
  private final Table table = new Table();
  private boolean header;

  /**
   * @param namespaces whether there is a column for them
   * @param header whether it begins with the columns' names
   */
  EventTable(EventColumns columns, boolean namespaces, boolean header) {
    this.columns = columns;
    this.namespaces = namespaces;
    this.header = header;
  }

  /**
   * The rows, each ended by a line break, and the columns' names before the first.
   *
   * @param now in milliseconds since 1970
   */
  String rows(List<StoredEvent> events, long now) {
    if (header) {
      List<String> names = new ArrayList<>();
      if (namespaces) {
        names.add("NAMESPACE");
      }
      names.addAll(columns.names());
      table.row(names.toArray(new String[0]));
      header = false;
    }
    for (StoredEvent event : events) {
      List<String> cells = new ArrayList<>();
      if (namespaces) {
        cells.add(event.namespace());
      }
      for (String cell : cells(event, now)) {
        cells.add(Plain.cell(cell));
      }
      table.row(cells.toArray(new String[0]));
    }
    return table.flush();
  }

  private List<String> cells(StoredEvent event, long now) {
    String message = event.message().strip();
    String object = event.kind().toLowerCase(Locale.ROOT) + "/" + event.podName();
    return switch (columns) {
      case COUNTED ->
          List.of(
              EventAge.of(event, now),
              event.type(),
              event.reason(),
              event.kind() + "/" + event.podName(),
              message);
      case USUAL ->
          List.of(
              EventAge.since(event.lastTimestamp(), now),
              event.type(),
              event.reason(),
              object,
              message);
      case WIDE ->
          List.of(
              EventAge.since(event.lastTimestamp(), now),
              event.type(),
              event.reason(),
              object,
              event.fieldPath(),
              event.host().isEmpty() ? event.component() : event.component() + ", " + event.host(),
              message,
              EventAge.since(event.firstTimestamp(), now),
              Long.toString(event.count()),
              event.name());
    };
  }
}
