package io.beanpod.model;

import java.math.BigInteger;

/** Numbers as YAML 1.1 and JSON write them: {@code 0644} is 420, as it is for kubectl. */
final class Numbers {
  private static final int MAX_LENGTH = 400;

  /** 2^53: up to here a double holds every whole number. */
  private static final double MAX_EXACT = 9007199254740992.0;

  private Numbers() {}

  /**
   * A Long for a whole number that fits, a BigInteger for one that does not, a Double for the rest;
   * null where the text is not a finite number.
   *
   * <p>Whole means by value: kubectl, too, makes 1000 of {@code 1e3}.
   */
  static Object parse(String text) {
    String digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
    if (digits.isEmpty() || digits.length() > MAX_LENGTH) {
      return null;
    }
    boolean negative = digits.charAt(0) == '-';
    String size = negative || digits.charAt(0) == '+' ? digits.substring(1) : digits;
    int radix = radix(size);
    String body = radix == 10 || radix == 8 ? size : size.substring(2);
    if (!allDigits(body, radix)) {
      return decimal(digits);
    }
    BigInteger whole = new BigInteger(body, radix);
    if (negative) {
      whole = whole.negate();
    }
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }

  /** {@code .inf}, {@code -.INF}, {@code .NaN}: numbers in YAML that JSON has no form for. */
  static boolean isNotFinite(String text) {
    int point = text.indexOf('.');
    return point >= 0
        && point <= 1
        && text.length() == point + 4
        && (text.regionMatches(true, point + 1, "inf", 0, 3)
            || text.regionMatches(true, point + 1, "nan", 0, 3));
  }

  private static int radix(String size) {
    if (size.length() < 2 || size.charAt(0) != '0') {
      return 10;
    }
    return switch (size.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'b', 'B' -> 2;
      default -> allDigits(size, 8) ? 8 : 10;
    };
  }

  private static boolean allDigits(String text, int radix) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c > 'f' || Character.digit(c, radix) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /**
   * {@code [+-] digits [. digits] [e [+-] digits]}, where digits may lack on one side of the point.
   */
  private static Number decimal(String text) {
    int at = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    int mantissa = skipDigits(text, at);
    int count = mantissa - at;
    if (mantissa < text.length() && text.charAt(mantissa) == '.') {
      int end = skipDigits(text, mantissa + 1);
      count += end - mantissa - 1;
      mantissa = end;
    }
    if (count == 0) {
      return null;
    }
    if (mantissa == text.length()) {
      return number(text);
    }
    if (text.charAt(mantissa) != 'e' && text.charAt(mantissa) != 'E') {
      return null;
    }
    int exponent = mantissa + 1;
    if (exponent < text.length()
        && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
      exponent++;
    }
    int end = skipDigits(text, exponent);
    return end == text.length() && end > exponent ? number(text) : null;
  }

  private static Number number(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return null;
    }
    boolean exact = Math.abs(value) < MAX_EXACT && value == Math.rint(value);
    return exact ? (Number) (long) value : (Number) value;
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
