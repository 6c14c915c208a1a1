package io.beanpod.cli.print;

import io.beanpod.cli.Host;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.text.PodRow;
import io.beanpod.cli.text.Table;
import io.beanpod.cli.watch.PodEvent;
import io.beanpod.model.Json;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The table of {@code get pods}, and with more columns that of {@code -o wide}. */
final class PodTable implements PodPrinter {
  private static final String NONE = "<none>";

  private final boolean wide;
  private final boolean kinds;
  private final boolean namespaces;
  private final boolean labels;
  private final boolean events;
  private final List<String> labelColumns = new ArrayList<>();
  private final long now;
  private final Table table = new Table();
  private boolean header;

  PodTable(Arguments arguments, boolean wide, boolean kinds, long now) {
    this.wide = wide;
    this.kinds = kinds;
    this.namespaces = arguments.on("all-namespaces");
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
  public String one(StoredPod pod) throws IOException {
    return list(List.of(pod));
  }

  @Override
  public String list(List<StoredPod> pods) throws IOException {
    for (StoredPod pod : pods) {
      row("", pod, now);
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

  private void row(String event, StoredPod pod, long at) throws IOException {
    if (header) {
      header = false;
      header();
    }
    PodRow row = PodRow.of(pod.tree(), at);
    List<String> cells = new ArrayList<>();
    if (events) {
      cells.add(event);
    }
    if (namespaces) {
      cells.add(pod.namespace());
    }
    cells.add(kinds ? "pod/" + pod.name() : pod.name());
    cells.add(row.ready());
    cells.add(row.status());
    cells.add(row.restarts());
    cells.add(PodRow.age(pod.tree(), at));
    if (wide) {
      cells.add(orNone(Json.string(Json.at(pod.tree(), "status", "podIP"))));
      cells.add(node(pod));
      cells.add(orNone(Json.string(Json.at(pod.tree(), "status", "nominatedNodeName"))));
      cells.add(PodRow.readinessGates(pod.tree()));
    }
    for (String label : labelColumns) {
      // A label may be there and empty, which is not none.
      cells.add(pod.labels().getOrDefault(label, NONE));
    }
    if (labels) {
      cells.add(labels(pod));
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
    cells.addAll(List.of("NAME", "READY", "STATUS", "RESTARTS", "AGE"));
    if (wide) {
      cells.addAll(List.of("IP", "NODE", "NOMINATED NODE", "READINESS GATES"));
    }
    for (String label : labelColumns) {
      cells.add(label.substring(label.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
    }
    if (labels) {
      cells.add("LABELS");
    }
    table.row(cells.toArray(new String[0]));
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  /** Where the pod runs: as its spec says, else this host. */
  private static String node(StoredPod pod) throws IOException {
    String node = Json.string(Json.at(pod.tree(), "spec", "nodeName"));
    return node.isEmpty() ? Host.name() : node;
  }

  private static String labels(StoredPod pod) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> label : new TreeMap<>(pod.labels()).entrySet()) {
      text.append(text.isEmpty() ? "" : ",")
          .append(label.getKey())
          .append('=')
          .append(label.getValue());
    }
    return orNone(text.toString());
  }
}
