package io.beanpod.cli.lab;

import java.util.List;

/**
 * What is drawn, in the units of its axes; both begin at 0.
 *
 * @param x what the horizontal axis measures: {@code seconds}
 * @param y what the vertical axis measures: {@code MiB}
 */
record Plot(
    String title, String x, String y, List<Curve> curves, List<Level> levels, List<Mark> marks) {

  /** A point. */
  record Point(double x, double y) {}

  /**
   * Points joined by lines.
   *
   * @param name empty where there is no need to tell it from others
   */
  record Curve(String name, List<Point> points) {}

  /** A horizontal line from edge to edge. */
  record Level(double y, String label) {}

  /** A point to look at. */
  record Mark(Point point, String label) {}

  Plot {
    curves = List.copyOf(curves);
    levels = List.copyOf(levels);
    marks = List.copyOf(marks);
  }

  /** From 0 to the rightmost point. */
  Axis horizontal(int mostTicks) {
    double max = 0;
    for (Curve curve : curves) {
      for (Point point : curve.points) {
        max = Math.max(max, point.x);
      }
    }
    return Axis.upTo(max, mostTicks);
  }

  /** From 0 to the topmost point or level, and a little air above it. */
  Axis vertical(int mostTicks) {
    double max = 0;
    for (Level level : levels) {
      max = Math.max(max, level.y);
    }
    for (Curve curve : curves) {
      for (Point point : curve.points) {
        max = Math.max(max, point.y);
      }
    }
    return Axis.upTo(max * 1.1, mostTicks);
  }
}
