package io.beanpod.cli.print;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.text.Table;
import io.beanpod.cli.watch.PodEvent;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The table of {@code get}, and with more columns that of {@code -o wide}. */
final class ObjectTable implements ObjectPrinter {
  private static final String NONE = "<none>";

  private final Columns columns;
  private final boolean wide;
  private final boolean kinds;
  private final boolean namespaces;
  private final boolean labels;
  private final boolean events;
  private final List<String> labelColumns = new ArrayList<>();
  private final long now;
  private final Table table = new Table();
  private boolean header;

  ObjectTable(Columns columns, Arguments arguments, boolean wide, boolean kinds, long now) {
    this.columns = columns;
    this.wide = wide;
    this.kinds = kinds;
    this.namespaces = arguments.on("all-namespaces") && columns.namespaced();
    this.labels = arguments.on("show-labels");
    this.events = arguments.on("output-watch-events");
    this.header = !arguments.on("no-headers");
    this.now = now;
    for (String value : arguments.values("label-columns")) {
      labelColumns.addAll(List.of(value.split(",", -1)));
    }
  }

  @Override
  public boolean isTable() {
    return true;
  }

  @Override
  public String one(Stored object) throws IOException {
    return list(List.of(object));
  }

  @Override
  public String list(List<? extends Stored> objects) throws IOException {
    for (Stored object : objects) {
      row("", object, now);
    }
    return table.flush();
  }

  @Override
  public String watched(List<PodEvent> happened, long at) throws IOException {
    for (PodEvent event : happened) {
      row(event.type().name(), event.pod(), at);
    }
    return table.flush();
  }

  private void row(String event, Stored object, long at) throws IOException {
    if (header) {
      header = false;
      header();
    }
    List<String> cells = new ArrayList<>();
    if (events) {
      cells.add(event);
    }
    if (namespaces) {
      cells.add(object.namespace());
    }
    cells.add(kinds ? object.kind().qualified() + "/" + object.name() : object.name());
    cells.addAll(columns.cells(object, wide, at));
    for (String label : labelColumns) {
      // A label may be there and empty, which is not none.
      cells.add(object.labels().getOrDefault(label, NONE));
    }
    if (labels) {
      cells.add(labels(object));
    }
    table.row(cells.toArray(new String[0]));
  }

  private void header() {
    List<String> cells = new ArrayList<>();
    if (events) {
      cells.add("EVENT");
    }
    if (namespaces) {
      cells.add("NAMESPACE");
    }
    cells.add("NAME");
    cells.addAll(columns.names(wide));
    for (String label : labelColumns) {
      cells.add(label.substring(label.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
    }
    if (labels) {
      cells.add("LABELS");
    }
    table.row(cells.toArray(new String[0]));
  }

  /** kubectl's word for what is not there. */
  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private static String labels(Stored object) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> label : new TreeMap<>(object.labels()).entrySet()) {
      text.append(text.isEmpty() ? "" : ",")
          .append(label.getKey())
          .append('=')
          .append(label.getValue());
    }
    return orNone(text.toString());
  }
}
