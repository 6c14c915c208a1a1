package io.beanpod.cli.text;

/** Sizes for people, in powers of ten as image tools print them: {@code 17.3MB}. */
public final class Size {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Size() {}

  /** The words for a number of bytes, at least 0; one digit after the point below 100. */
  public static String of(long bytes) {
    long tenths = bytes * 10;
    int unit = 0;
    while (tenths >= 10_000 && unit < UNITS.length - 1) {
      tenths = (tenths + 500) / 1000;
      unit++;
    }
    boolean fraction = unit > 0 && tenths < 1000 && tenths % 10 != 0;
    return tenths / 10 + (fraction ? "." + tenths % 10 : "") + UNITS[unit];
  }
}
