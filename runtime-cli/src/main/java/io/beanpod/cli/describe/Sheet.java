package io.beanpod.cli.describe;

import io.beanpod.cli.text.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines whose cells stand below each other, by the rules of Go's <a
 * href="https://pkg.go.dev/text/tabwriter">text/tabwriter</a>, which kubectl describes with: a
 * column is as wide as the widest of its cells in neighbouring lines, whatever their indentation,
 * and a line that lacks the column ends it. The last cell of a line belongs to no column.
 */
final class Sheet {
  private static final String INDENT = "  ";
  private static final int PADDING = 2;

  private final List<String[]> lines = new ArrayList<>();
  private final List<int[]> widths = new ArrayList<>();

  /**
   * Adds a line. Further lines of the last cell stand below its first.
   *
   * @param level of indentation: 0 or more
   */
  Sheet line(int level, String... cells) {
    String[] line = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      line[i] = Plain.lines(cells[i]);
    }
    int last = cells.length - 1;
    String[] parts = line[last].split("\n", -1);
    line[last] = parts[0];
    line[0] = INDENT.repeat(level) + line[0];
    add(line);
    for (int i = 1; i < parts.length; i++) {
      String[] more = new String[cells.length];
      Arrays.fill(more, "");
      more[last] = parts[i];
      more[0] = INDENT.repeat(level) + more[0];
      add(more);
    }
    return this;
  }

  /** {@code label: value}. */
  Sheet put(int level, String label, String value) {
    return line(level, label + ":", value);
  }

  /** The same, unless there is no value. */
  Sheet putIfAny(int level, String label, String value) {
    return value.isEmpty() ? this : put(level, label, value);
  }

  /** {@code title:}, for what follows one level further in. */
  Sheet title(int level, String title) {
    return line(level, title + ":");
  }

  private void add(String[] line) {
    lines.add(line);
    widths.add(new int[line.length]);
  }

  String render() {
    measure(0, 0, lines.size());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String[] line = lines.get(i);
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < line.length; column++) {
        text.append(line[column]);
        if (column < line.length - 1) {
          text.repeat(' ', widths.get(i)[column] - length(line[column]));
        }
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  /** Finds the blocks of neighbouring lines that have this column, and in each the next one's. */
  private void measure(int column, int from, int to) {
    for (int begin = from; begin < to; begin++) {
      int width = 0;
      int end = begin;
      while (end < to && column < lines.get(end).length - 1) {
        width = Math.max(width, length(lines.get(end)[column]) + PADDING);
        end++;
      }
      if (end > begin) {
        for (int i = begin; i < end; i++) {
          widths.get(i)[column] = width;
        }
        measure(column + 1, begin, end);
        begin = end - 1;
      }
    }
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
