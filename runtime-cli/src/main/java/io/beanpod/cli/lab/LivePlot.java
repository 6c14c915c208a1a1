package io.beanpod.cli.lab;

import io.beanpod.cli.Output;
import io.beanpod.cli.top.Screen;
import io.beanpod.linux.Terminal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Draws a plot while it grows: in a terminal again and again in the same place, elsewhere once at
 * the end.
 */
public final class LivePlot {
  private static final Terminal.Size ELSEWHERE = new Terminal.Size(0, 80);
  private static final double SECONDS_BETWEEN = 0.1;
  private static final int MOST_COLUMNS = 100;
  private static final int MOST_ROWS = 16;
  private static final int LEAST_ROWS = 4;
  private static final int ROWS_AROUND = 4; // title, axis, labels, and the row of the cursor

  private final Output out;
  private final Supplier<Optional<Terminal.Size>> terminal;
  private final boolean unicode;
  private final boolean colour;
  private final Screen screen = new Screen();
  private double drawnAt = Double.NEGATIVE_INFINITY;

  /**
   * Has drawn nothing yet.
   *
   * @param terminal the size of the one that is written to, if it is one
   * @param unicode whether braille patterns are understood
   * @param colour whether escape sequences for colours are understood and wanted
   */
  public LivePlot(
      Output out, Supplier<Optional<Terminal.Size>> terminal, boolean unicode, boolean colour) {
    this.out = out;
    this.terminal = terminal;
    this.unicode = unicode;
    this.colour = colour;
  }

  /** Draws in a terminal, if the last time was long enough ago. */
  void update(double seconds, Supplier<Plot> plot) {
    if (seconds - drawnAt >= SECONDS_BETWEEN) {
      drawnAt = seconds;
      terminal.get().ifPresent(size -> draw(plot.get(), size));
    }
  }

  /** Draws for the last time. */
  void finish(Plot plot) {
    Optional<Terminal.Size> size = terminal.get();
    if (size.isPresent()) {
      draw(plot, size.get());
    } else {
      out.print(text(plot, ELSEWHERE)).flush();
    }
  }

  private void draw(Plot plot, Terminal.Size size) {
    // Its lines fit, and are longer than what is seen of them where they have colours.
    Terminal.Size asIs = new Terminal.Size(size.rows(), 0);
    out.print(screen.draw(text(plot, size), asIs)).flush();
  }

  private String text(Plot plot, Terminal.Size size) {
    int columns = size.columns() == 0 ? ELSEWHERE.columns() : size.columns();
    int rows = size.rows() == 0 ? MOST_ROWS : Math.max(LEAST_ROWS, size.rows() - ROWS_AROUND);
    return new TerminalPlot(
            Math.min(MOST_COLUMNS, columns - 1), Math.min(MOST_ROWS, rows), unicode, colour)
        .render(plot);
  }
}
