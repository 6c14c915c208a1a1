package io.beanpod.cli.lab;

import io.beanpod.cli.lab.Plot.Curve;
import io.beanpod.cli.lab.Plot.Level;
import io.beanpod.cli.lab.Plot.Mark;
import io.beanpod.cli.lab.Plot.Point;

/**
 * A plot as SVG 1.1, complete in itself: no style sheet, font or script from elsewhere.
 *
 * @see <a href="https://www.w3.org/TR/SVG11/">SVG 1.1</a>
 */
final class SvgPlot {
  private static final int WIDTH = 840;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int MARGIN = 30;
  private static final int NAMES = 60;
  private static final int TOP = 56;
  private static final int BOTTOM = 60;
  private static final int LINE = 18;
  private static final String[] COLOURS = {"#0b6e99", "#c77700"};
  private static final String LIMIT = "#b3261e";
  private static final String TEXT = "#333";
  private static final String GRID = "#e3e3e3";

  private final Plot plot;
  private final int right;
  private double nameBelow;
  private final Axis horizontal;
  private final Axis vertical;
  private final StringBuilder out = new StringBuilder();

  private SvgPlot(Plot plot) {
    this.plot = plot;
    boolean named = false;
    for (Curve curve : plot.curves()) {
      named |= !curve.name().isEmpty();
    }
    right = named ? MARGIN + NAMES : MARGIN;
    horizontal = plot.horizontal(10);
    vertical = plot.vertical(8);
  }

  /** The whole document. */
  static String render(Plot plot) {
    return new SvgPlot(plot).document();
  }

  private String document() {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT);
    out.append("\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" role=\"img\"");
    out.append(" font-family=\"sans-serif\" font-size=\"13\">\n");
    out.append("<title>" + escaped(plot.title()) + "</title>\n");
    out.append("<rect width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" fill=\"#fff\"/>\n");
    text(LEFT, 30, "start", TEXT, " font-size=\"17\" font-weight=\"bold\"", plot.title());
    axes();
    plot.levels().forEach(this::level);
    for (int i = 0; i < plot.curves().size(); i++) {
      curve(plot.curves().get(i), COLOURS[i % COLOURS.length]);
    }
    plot.marks().forEach(this::mark);
    return out.append("</svg>\n").toString();
  }

  private void axes() {
    int bottom = HEIGHT - BOTTOM;
    for (double tick : vertical.ticks()) {
      String y = y(tick);
      line(LEFT + "", y, (WIDTH - right) + "", y, GRID, "");
      text(LEFT - 8, Double.parseDouble(y) + 4.5, "end", TEXT, "", vertical.label(tick));
    }
    for (double tick : horizontal.ticks()) {
      String x = x(tick);
      line(x, bottom + "", x, (bottom + 5) + "", TEXT, "");
      text(Double.parseDouble(x), bottom + 20, "middle", TEXT, "", horizontal.label(tick));
    }
    line(LEFT + "", TOP + "", LEFT + "", bottom + "", TEXT, "");
    line(LEFT + "", bottom + "", (WIDTH - right) + "", bottom + "", TEXT, "");
    text((LEFT + WIDTH - right) / 2.0, HEIGHT - 16, "middle", TEXT, "", plot.x());
    int middle = (TOP + bottom) / 2;
    text(20, middle, "middle", TEXT, " transform=\"rotate(-90 20 " + middle + ")\"", plot.y());
  }

  private void level(Level level) {
    String y = y(level.y());
    String dashes = " stroke-width=\"1.5\" stroke-dasharray=\"6 4\"";
    line(LEFT + "", y, (WIDTH - right) + "", y, LIMIT, dashes);
    text(LEFT + 8, Double.parseDouble(y) - 7, "start", LIMIT, "", level.label());
  }

  private void curve(Curve curve, String colour) {
    out.append("<polyline fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\"");
    out.append(" stroke-linejoin=\"round\" points=\"");
    String separator = "";
    for (Point point : curve.points()) {
      out.append(separator).append(x(point.x())).append(',').append(y(point.y()));
      separator = " ";
    }
    out.append("\"/>\n");
    if (!curve.name().isEmpty() && !curve.points().isEmpty()) {
      double y = Double.parseDouble(y(curve.points().get(curve.points().size() - 1).y()));
      double free = Math.max(y + 4.5, nameBelow);
      nameBelow = free + LINE;
      text(WIDTH - right + 8, free, "start", colour, "", curve.name());
    }
  }

  private void mark(Mark mark) {
    String x = x(mark.point().x());
    String y = y(mark.point().y());
    out.append("<circle cx=\"" + x + "\" cy=\"" + y + "\" r=\"5\" fill=\"" + LIMIT + "\"/>\n");
    text(Double.parseDouble(x), Double.parseDouble(y) - 11, "middle", LIMIT, "", mark.label());
  }

  private void line(String x1, String y1, String x2, String y2, String colour, String more) {
    out.append("<line x1=\"" + x1 + "\" y1=\"" + y1 + "\" x2=\"" + x2 + "\" y2=\"" + y2 + "\"");
    out.append(" stroke=\"" + colour + "\"" + more + "/>\n");
  }

  private void text(double x, double y, String anchor, String colour, String more, String words) {
    out.append("<text x=\"" + tenths(x) + "\" y=\"" + tenths(y) + "\" text-anchor=\"" + anchor);
    out.append("\" fill=\"" + colour + "\"" + more + ">" + escaped(words) + "</text>\n");
  }

  private String x(double value) {
    return tenths(LEFT + horizontal.place(value) * (WIDTH - LEFT - right));
  }

  private String y(double value) {
    return tenths(HEIGHT - BOTTOM - vertical.place(value) * (HEIGHT - TOP - BOTTOM));
  }

  /** A coordinate, which no locale puts a comma into. */
  private static String tenths(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
