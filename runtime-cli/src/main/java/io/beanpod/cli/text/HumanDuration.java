package io.beanpod.cli.text;

/**
 * Ages as kubectl prints them, with at most two units: {@code 45s}, {@code 5m3s}, {@code 3d}. The
 * limits are those of {@code HumanDuration} in k8s.io/apimachinery.
 */
public final class HumanDuration {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;

  private HumanDuration() {}

  /** The words for a number of milliseconds. One second in the future still counts as now. */
  public static String of(long millis) {
    long s = millis / 1000;
    if (s < -1) {
      return "<invalid>";
    }
    if (s < 0) {
      return "0s";
    }
    if (s < 2 * MINUTE) {
      return s + "s";
    }
    if (s < 10 * MINUTE) {
      return two(s / MINUTE, "m", s % MINUTE, "s");
    }
    if (s < 3 * HOUR) {
      return s / MINUTE + "m";
    }
    if (s < 8 * HOUR) {
      return two(s / HOUR, "h", s % HOUR / MINUTE, "m");
    }
    if (s < 2 * DAY) {
      return s / HOUR + "h";
    }
    if (s < 8 * DAY) {
      return two(s / DAY, "d", s % DAY / HOUR, "h");
    }
    if (s < 2 * YEAR) {
      return s / DAY + "d";
    }
    if (s < 8 * YEAR) {
      return two(s / YEAR, "y", s % YEAR / DAY, "d");
    }
    return s / YEAR + "y";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return large + unit + (small == 0 ? "" : small + smallUnit);
  }
}
