package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.text.PodRow;
import io.beanpod.cli.text.Table;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.YamlWriter;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints pods in the format of {@code -o}. */
final class PodPrinter {
  private static final String NONE = "<none>";

  private final String format;
  private final boolean namespaces;
  private final boolean headers;
  private final boolean labels;
  private final long now;

  private PodPrinter(Arguments arguments, String format, long now) {
    this.format = format;
    this.namespaces = arguments.on("all-namespaces");
    this.headers = !arguments.on("no-headers");
    this.labels = arguments.on("show-labels");
    this.now = now;
  }

  /**
   * The printer that the flags ask for.
   *
   * @throws UsageError where the format is unknown
   */
  static PodPrinter of(Arguments arguments, long now) {
    String format = arguments.value("output").orElse("");
    switch (format) {
      case "", "wide", "json", "yaml", "name":
        return new PodPrinter(arguments, format, now);
      default:
        throw new UsageError(
            "get", "unknown output format: " + format + "; there are wide, json, yaml and name");
    }
  }

  /** Whether it prints whole objects. */
  boolean isTree() {
    return format.equals("json") || format.equals("yaml");
  }

  private boolean isTable() {
    return format.isEmpty() || format.equals("wide");
  }

  /** One pod: with json and yaml the v1.Pod itself. */
  String one(StoredPod pod) throws IOException {
    return isTree() ? write(pod.tree()) : list(List.of(pod));
  }

  /** Any number of pods: with json and yaml a v1.List. */
  String list(List<StoredPod> pods) throws IOException {
    if (isTable()) {
      return table(pods);
    }
    if (format.equals("name")) {
      StringBuilder names = new StringBuilder();
      for (StoredPod pod : pods) {
        names.append("pod/").append(pod.name()).append('\n');
      }
      return names.toString();
    }
    List<Object> items = new ArrayList<>();
    for (StoredPod pod : pods) {
      items.add(pod.tree());
    }
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("items", items);
    list.put("kind", "List");
    list.put("metadata", Map.of("resourceVersion", ""));
    return write(list);
  }

  private String write(Map<String, Object> tree) {
    Object sorted = Json.sorted(tree);
    return format.equals("json") ? JsonWriter.indented(sorted) : YamlWriter.write(sorted);
  }

  private String table(List<StoredPod> pods) throws IOException {
    boolean wide = format.equals("wide");
    Table table = new Table();
    if (headers) {
      List<String> header = new ArrayList<>();
      if (namespaces) {
        header.add("NAMESPACE");
      }
      header.addAll(List.of("NAME", "READY", "STATUS", "RESTARTS", "AGE"));
      if (wide) {
        header.addAll(List.of("IP", "NODE", "NOMINATED NODE", "READINESS GATES"));
      }
      if (labels) {
        header.add("LABELS");
      }
      table.row(header.toArray(new String[0]));
    }
    for (StoredPod pod : pods) {
      PodRow row = PodRow.of(pod.tree(), now);
      List<String> cells = new ArrayList<>();
      if (namespaces) {
        cells.add(pod.namespace());
      }
      cells.addAll(
          List.of(
              pod.name(), row.ready(), row.status(), row.restarts(), PodRow.age(pod.tree(), now)));
      if (wide) {
        String ip = Json.string(Json.at(pod.tree(), "status", "podIP"));
        cells.addAll(List.of(ip.isEmpty() ? NONE : ip, node(pod), NONE, NONE));
      }
      if (labels) {
        cells.add(labels(pod));
      }
      table.row(cells.toArray(new String[0]));
    }
    return table.render();
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
    return text.isEmpty() ? NONE : text.toString();
  }
}
