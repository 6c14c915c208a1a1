package io.beanpod.model;

import java.util.OptionalLong;

/**
 * Spans of time as annotations and kubectl's flags have them: {@code 90s}, {@code 1h30m}, {@code
 * 500ms}.
 */
public final class GoDuration {
  private GoDuration() {}

  /** Milliseconds; empty where the text is no such span. */
  public static OptionalLong millis(String text) {
    double total = 0;
    int at = 0;
    while (at < text.length()) {
      int unit = at;
      while (unit < text.length() && isNumberPart(text.charAt(unit))) {
        unit++;
      }
      int end = unit;
      while (end < text.length() && !isNumberPart(text.charAt(end))) {
        end++;
      }
      double factor = factor(text.substring(unit, end));
      String number = text.substring(at, unit);
      boolean good =
          !number.isEmpty()
              && !number.equals(".")
              && number.indexOf('.') == number.lastIndexOf('.');
      if (factor == 0 || !good) {
        return OptionalLong.empty();
      }
      total += Double.parseDouble(number) * factor;
      at = end;
    }
    return text.isEmpty() || total > Long.MAX_VALUE / 2.0
        ? OptionalLong.empty()
        : OptionalLong.of((long) total);
  }

  private static boolean isNumberPart(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static double factor(String unit) {
    switch (unit) {
      case "ns":
        return 1e-6;
      case "us":
        return 1e-3;
      case "ms":
        return 1;
      case "s":
        return 1000;
      case "m":
        return 60_000;
      case "h":
        return 3_600_000;
      default:
        return 0;
    }
  }
}
