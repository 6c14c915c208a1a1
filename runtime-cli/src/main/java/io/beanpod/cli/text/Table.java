package io.beanpod.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns as kubectl prints them: each as wide as its widest cell and three blanks, at least six;
 * the last one is not padded. What is printed after a {@link #flush} stays aligned with what was
 * printed before, as long as it fits.
 */
public final class Table {
  private static final int GAP = 3;
  private static final int LEAST = 6;

  private final List<String[]> rows = new ArrayList<>();
  private int[] flushed = new int[0];

  /** Adds a row, the header included. Rows may differ in length. */
  public Table row(String... cells) {
    rows.add(cells);
    return this;
  }

  /** The table, each line ended by a line break. */
  public String render() {
    return render("");
  }

  /** The rows since the last call, in columns at least as wide as before. */
  public String flush() {
    String text = render();
    flushed = widths();
    rows.clear();
    return text;
  }

  /** The table with every line indented. */
  public String render(String indent) {
    int[] widths = widths();
    StringBuilder out = new StringBuilder();
    for (String[] row : rows) {
      out.append(indent);
      for (int i = 0; i < row.length; i++) {
        out.append(row[i]);
        if (i < row.length - 1) {
          out.repeat(' ', widths[i] - length(row[i]));
        }
      }
      out.append('\n');
    }
    return out.toString();
  }

  private int[] widths() {
    int columns = flushed.length;
    for (String[] row : rows) {
      columns = Math.max(columns, row.length);
    }
    int[] widths = Arrays.copyOf(flushed, columns);
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], Math.max(LEAST, length(row[i]) + GAP));
      }
    }
    return widths;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
