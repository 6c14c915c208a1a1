package io.beanpod.cli.lab;

import io.beanpod.cli.text.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The links of {@code /proc/PID/ns} of some processes, side by side. Two processes are in the same
 * namespace if and only if the inode in the link is the same.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>
 */
final class NamespaceTable {
  private static final List<String> KINDS = List.of("net", "ipc", "uts", "pid", "mnt", "cgroup");

  private final Path proc;
  private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();

  /** An empty one, of processes below {@code proc}. */
  NamespaceTable(Path proc) {
    this.proc = proc;
  }

  /** Reads the links of one more process. */
  NamespaceTable add(String name, int pid) throws IOException {
    Map<String, String> links = new LinkedHashMap<>();
    for (String kind : KINDS) {
      Path link = proc.resolve(Integer.toString(pid)).resolve("ns").resolve(kind);
      links.put(kind, Files.readSymbolicLink(link).toString());
    }
    columns.put(name + " (" + pid + ")", links);
    return this;
  }

  /** A row for each kind; the last cell says what they have in common. */
  String render() {
    Table table = new Table();
    List<String> header = new ArrayList<>(List.of("TYPE"));
    header.addAll(columns.keySet());
    header.add("SHARING");
    table.row(header.toArray(new String[0]));
    for (String kind : KINDS) {
      List<String> row = new ArrayList<>(List.of(kind));
      for (Map<String, String> links : columns.values()) {
        row.add(links.get(kind));
      }
      row.add(common(row.subList(1, row.size())));
      table.row(row.toArray(new String[0]));
    }
    return table.render();
  }

  private static String common(List<String> links) {
    long different = links.stream().distinct().count();
    return different == 1
        ? "all share it"
        : different == links.size() ? "each its own" : "some share it";
  }
}
