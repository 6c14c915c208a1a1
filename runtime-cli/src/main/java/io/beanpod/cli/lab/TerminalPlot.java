package io.beanpod.cli.lab;

import io.beanpod.cli.lab.Canvas.Ink;
import io.beanpod.cli.lab.Plot.Curve;
import io.beanpod.cli.lab.Plot.Level;
import io.beanpod.cli.lab.Plot.Mark;
import io.beanpod.cli.lab.Plot.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * A plot in characters.
 *
 * @param columns of all of it, with the axis
 * @param rows of the area inside the axes
 * @param unicode whether braille patterns may be used
 * @param colour whether escape sequences may be used
 */
record TerminalPlot(int columns, int rows, boolean unicode, boolean colour) {
  private static final int COLUMNS_PER_TICK = 12;
  private static final int ROWS_PER_TICK = 3;

  /** Whole lines: the title, the area with its axes, what the horizontal axis measures. */
  String render(Plot plot) {
    Axis vertical = plot.vertical(Math.max(1, rows / ROWS_PER_TICK));
    List<String> labels = labels(vertical);
    int margin = 0;
    for (String label : labels) {
      margin = Math.max(margin, label.length());
    }
    int names = 0;
    for (Curve curve : plot.curves()) {
      names = Math.max(names, curve.name().isEmpty() ? 0 : curve.name().length() + 1);
    }
    int width = Math.max(COLUMNS_PER_TICK, columns - margin - 2 - names);
    Axis horizontal = plot.horizontal(width / COLUMNS_PER_TICK);
    Canvas canvas = new Canvas(width + names, rows);
    draw(plot, canvas, width, horizontal, vertical);
    StringBuilder out = new StringBuilder();
    out.append(plot.y()).append("   ").append(plot.title()).append('\n');
    for (int row = 0; row < rows; row++) {
      String label = labels.get(row);
      out.append(" ".repeat(margin - label.length())).append(label);
      out.append(label.isEmpty() ? " |" : " +").append(canvas.row(row, unicode, colour));
      out.append('\n');
    }
    return out.append(horizontally(horizontal, margin, width, plot.x())).toString();
  }

  /** That of each row; empty where it has none. */
  private List<String> labels(Axis vertical) {
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      labels.add("");
    }
    for (double tick : vertical.ticks()) {
      labels.set(row(tick, vertical), vertical.label(tick));
    }
    return labels;
  }

  private int row(double y, Axis vertical) {
    return rows - 1 - (int) Math.round(vertical.place(y) * (rows - 1));
  }

  private void draw(Plot plot, Canvas canvas, int width, Axis horizontal, Axis vertical) {
    int right = width * Canvas.DOTS_WIDE - 1;
    int bottom = rows * Canvas.DOTS_HIGH - 1;
    Ink ink = Ink.FIRST;
    for (Curve curve : plot.curves()) {
      int beforeX = -1;
      int beforeY = -1;
      for (Point point : curve.points()) {
        int x = (int) Math.round(horizontal.place(point.x()) * right);
        int y = bottom - (int) Math.round(vertical.place(point.y()) * bottom);
        canvas.line(beforeX < 0 ? x : beforeX, beforeX < 0 ? y : beforeY, x, y, ink);
        beforeX = x;
        beforeY = y;
      }
      ink = Ink.SECOND;
    }
    for (Level level : plot.levels()) {
      int row = row(level.y(), vertical);
      for (int column = 0; column < width; column++) {
        if (canvas.isFree(column, row)) {
          canvas.write(column, row, "-", Ink.LEVEL);
        }
      }
      canvas.write(1, Math.max(0, row - 1), level.label(), Ink.LEVEL);
    }
    name(plot.curves(), canvas, width, vertical);
    for (Mark mark : plot.marks()) {
      int column = (int) Math.round(horizontal.place(mark.point().x()) * (width - 1));
      int row = row(mark.point().y(), vertical);
      canvas.write(column, row, "X", Ink.MARK);
      canvas.write(
          column - mark.label().length() + 1, Math.max(0, row - 1), mark.label(), Ink.MARK);
    }
  }

  /** Each name behind the end of its curve, or in the next row that is free. */
  private void name(List<Curve> curves, Canvas canvas, int width, Axis vertical) {
    Ink ink = Ink.FIRST;
    for (Curve curve : curves) {
      if (!curve.name().isEmpty() && !curve.points().isEmpty()) {
        int row = row(curve.points().get(curve.points().size() - 1).y(), vertical);
        while (row < rows - 1 && !canvas.isFree(width + 1, row)) {
          row++;
        }
        canvas.write(width + 1, row, curve.name(), ink);
      }
      ink = Ink.SECOND;
    }
  }

  private static String horizontally(Axis axis, int margin, int width, String unit) {
    StringBuilder line = new StringBuilder("-".repeat(width));
    StringBuilder labels = new StringBuilder(" ".repeat(width));
    for (double tick : axis.ticks()) {
      int column = (int) Math.round(axis.place(tick) * (width - 1));
      String label = axis.label(tick);
      line.setCharAt(column, '+');
      int from = Math.min(column, width - label.length());
      labels.replace(from, from + label.length(), label);
    }
    // At the right end, or before the last number, if that stands there.
    int end = labels.charAt(width - 1) == ' ' ? width : labels.lastIndexOf(" ") - 1;
    if (end - unit.length() > 0) {
      labels.replace(end - unit.length(), end, unit);
    }
    String indent = " ".repeat(margin + 1);
    return indent + "+" + line + "\n" + indent + " " + labels.toString().stripTrailing() + "\n";
  }
}
