package io.beanpod.cli.top;

import io.beanpod.cgroup.IoBytes;
import io.beanpod.cgroup.Pressure;
import io.beanpod.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The table of {@code top}, which is that of {@code kubectl top}: CPU in thousandths, rounded up,
 * memory in MiB, cut off. With {@code -o wide} there are more columns. What is not known is {@code
 * -}.
 *
 * @param containers whether each container has a row, and the pause too
 */
public record TopTable(
    boolean namespaces,
    boolean containers,
    boolean wide,
    boolean header,
    boolean sum,
    TopOrder order) {
  private static final String UNKNOWN = "-";
  private static final String LINE = "________";
  private static final long MIB = 1024 * 1024;

  /** The lines; none without pods. */
  public String render(List<PodMetrics> pods) {
    if (pods.isEmpty()) {
      return "";
    }
    Table table = new Table();
    if (header) {
      table.row(columns().toArray(new String[0]));
    }
    List<ContainerMetrics> shown = new ArrayList<>();
    for (PodMetrics pod : pods) {
      for (ContainerMetrics row : rows(pod)) {
        shown.add(row);
        List<String> cells = new ArrayList<>();
        if (namespaces) {
          cells.add(pod.pod().namespace());
        }
        if (containers) {
          cells.add(pod.pod().name());
        }
        cells.add(row.name());
        add(cells, row);
        if (wide) {
          add(cells, row.pressure());
        }
        table.row(cells.toArray(new String[0]));
      }
    }
    if (sum) {
      sum(table, shown);
    }
    return table.render();
  }

  private List<String> columns() {
    List<String> cells = new ArrayList<>();
    if (namespaces) {
      cells.add("NAMESPACE");
    }
    if (containers) {
      cells.add("POD");
    }
    cells.addAll(List.of("NAME", "CPU(cores)", "MEMORY(bytes)"));
    if (wide) {
      cells.addAll(List.of("PIDS", "READ(bytes/s)", "WRITE(bytes/s)"));
      cells.addAll(List.of("PSI-CPU(%)", "PSI-MEMORY(%)", "PSI-IO(%)"));
    }
    return cells;
  }

  private List<ContainerMetrics> rows(PodMetrics pod) {
    if (!containers) {
      return List.of(pod.total());
    }
    List<ContainerMetrics> rows = new ArrayList<>(pod.containers());
    pod.pause().ifPresent(rows::add);
    order.sortContainers(rows);
    return rows;
  }

  /** A line below each column that has a sum, and the sums of the rows above. */
  private void sum(Table table, List<ContainerMetrics> rows) {
    List<String> line = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    for (int i = 1 + (namespaces ? 1 : 0) + (containers ? 1 : 0); i > 0; i--) {
      line.add("");
      sums.add("");
    }
    add(sums, ContainerMetrics.sum("", rows, Pressure.NONE));
    while (line.size() < sums.size()) {
      line.add(LINE);
    }
    table.row(line.toArray(new String[0])).row(sums.toArray(new String[0]));
  }

  private void add(List<String> cells, ContainerMetrics metrics) {
    cells.add(milliCores(metrics.nanoCores()));
    cells.add(metrics.memoryBytes() / MIB + "Mi");
    if (wide) {
      Optional<IoBytes> io = metrics.io();
      cells.add(Long.toString(metrics.pids()));
      cells.add(io.isPresent() ? bytes(io.get().read()) : UNKNOWN);
      cells.add(io.isPresent() ? bytes(io.get().written()) : UNKNOWN);
    }
  }

  private static void add(List<String> cells, Pressure pressure) {
    cells.add(percent(pressure.cpu()));
    cells.add(percent(pressure.memory()));
    cells.add(percent(pressure.io()));
  }

  private static String milliCores(OptionalLong nanoCores) {
    return nanoCores.isPresent() ? Math.ceilDiv(nanoCores.getAsLong(), 1_000_000L) + "m" : UNKNOWN;
  }

  /** Whole KiB or MiB, cut off as memory is; below that, bytes. */
  private static String bytes(long bytes) {
    if (bytes >= 10 * MIB) {
      return bytes / MIB + "Mi";
    }
    return bytes >= 1024 ? bytes / 1024 + "Ki" : Long.toString(bytes);
  }

  private static String percent(OptionalInt hundredths) {
    if (hundredths.isEmpty()) {
      return UNKNOWN;
    }
    int value = hundredths.getAsInt();
    return value / 100 + (value % 100 < 10 ? ".0" : ".") + value % 100;
  }
}
