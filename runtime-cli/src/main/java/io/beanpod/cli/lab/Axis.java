package io.beanpod.cli.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis from 0, with ticks at multiples of 1, 2 or 5 times a power of ten.
 *
 * @param max where it ends; above 0
 * @param step from tick to tick
 */
record Axis(double max, double step) {

  /** One that ends at {@code max}, or at 1 where that is not above 0. */
  static Axis upTo(double max, int mostTicks) {
    double end = max > 0 ? max : 1;
    double least = end / Math.max(1, mostTicks);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return new Axis(end, factor * power);
      }
    }
    return new Axis(end, 10 * power);
  }

  /** Where the ticks are, 0 first. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= max * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick in words: as many digits behind the point as the step has. */
  String label(double tick) {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    long scale = 1;
    for (int i = 0; i < digits; i++) {
      scale *= 10;
    }
    long scaled = Math.round(tick * scale);
    if (digits == 0) {
      return Long.toString(scaled);
    }
    String fraction = Long.toString(scaled % scale);
    return scaled / scale + "." + "0".repeat(digits - fraction.length()) + fraction;
  }

  /** Where a value lies: 0 at the beginning, 1 at the end. */
  double place(double value) {
    return Math.clamp(value / max, 0.0, 1.0);
  }
}
