package io.beanpod.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An amount of a resource: {@code 500m}, {@code 128Mi}, {@code 1e3}.
 *
 * <p>The grammar, the rounding and the canonical form are those of Kubernetes' {@code
 * resource.Quantity}: a value finer than nano is rounded away from zero, and a binary quantity is
 * capped at 2^63-1. Unlike there, an exponent beyond ±99 and a lone {@code .} are refused.
 *
 * @param amount the exact number, with no trailing zeros
 * @param format the family of suffix it was written with, and is printed with again
 */
public record Quantity(BigDecimal amount, Format format) implements Comparable<Quantity> {
  /** The families of suffixes. */
  public enum Format {
    /** {@code Ki Mi Gi Ti Pi Ei}: powers of 1024. */
    BinarySI,
    /** {@code n u m k M G T P E} or nothing: powers of 1000. */
    DecimalSI,
    /** {@code e3}, {@code E-3}. */
    DecimalExponent
  }

  /** What a quantity may look like, as the end of an error message. */
  public static final String ALLOWED =
      "a number with an optional suffix n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei"
          + " or exponent, such as 500m, 0.5, 128Mi or 1e3";

  private static final String DECIMAL_SUFFIXES = "num kMGTPE";
  private static final String BINARY_SUFFIXES = "KMGTPE";
  private static final BigDecimal MAX_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal MIN_CANONICAL_BINARY = BigDecimal.valueOf(1024);
  private static final int NANO_SCALE = 9;
  private static final int MAX_LENGTH = 100;

  public Quantity {
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /**
   * Parses a quantity.
   *
   * @throws IllegalArgumentException naming the text and what is allowed
   */
  public static Quantity parse(String text) {
    Optional<Quantity> quantity = tryParse(text);
    if (quantity.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a quantity; write " + ALLOWED);
    }
    return quantity.get();
  }

  /** Parses a quantity; empty where the text is none. */
  public static Optional<Quantity> tryParse(String text) {
    int end = numberEnd(text);
    if (end == 0 || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text.substring(0, end));
    String suffix = text.substring(end);
    if (isBinary(suffix)) {
      int power = 10 * (BINARY_SUFFIXES.indexOf(suffix.charAt(0)) + 1);
      return Optional.of(binary(number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(power)))));
    }
    if (suffix.isEmpty()) {
      return Optional.of(decimal(number, 0, Format.DecimalSI));
    }
    if (suffix.length() == 1) {
      int at = DECIMAL_SUFFIXES.indexOf(suffix.charAt(0));
      return at < 0 || suffix.equals(" ")
          ? Optional.empty()
          : Optional.of(decimal(number, 3 * (at - 3), Format.DecimalSI));
    }
    Optional<Integer> exponent = exponentOf(suffix);
    return exponent.isEmpty()
        ? Optional.empty()
        : Optional.of(decimal(number, exponent.get(), Format.DecimalExponent));
  }

  /** Rounded away from zero to a whole number; saturates at the range of a long. */
  public long value() {
    return saturated(amount.setScale(0, RoundingMode.UP));
  }

  /** In thousandths, rounded away from zero; saturates at the range of a long. */
  public long milliValue() {
    return saturated(amount.movePointRight(3).setScale(0, RoundingMode.UP));
  }

  /** -1, 0 or 1, as for numbers. */
  public int signum() {
    return amount.signum();
  }

  /** By amount: {@code 1} and {@code 1000m} compare as equal, though they print differently. */
  @Override
  public int compareTo(Quantity other) {
    return amount.compareTo(other.amount);
  }

  /** The canonical form, as Kubernetes prints it: {@code 0.5} is {@code 500m}. */
  @Override
  public String toString() {
    if (amount.signum() == 0) {
      return "0";
    }
    boolean whole = amount.scale() <= 0;
    if (format == Format.BinarySI && whole && amount.abs().compareTo(MIN_CANONICAL_BINARY) >= 0) {
      BigInteger bytes = amount.toBigIntegerExact();
      int step = Math.min(bytes.getLowestSetBit() / 10, BINARY_SUFFIXES.length());
      String number = bytes.shiftRight(10 * step).toString();
      return step == 0 ? number : number + BINARY_SUFFIXES.charAt(step - 1) + "i";
    }
    // The largest exponent that is a multiple of three and leaves no fraction.
    int exponent = 3 * Math.floorDiv(-amount.scale(), 3);
    String number = amount.movePointLeft(exponent).toBigIntegerExact().toString();
    if (exponent == 0) {
      return number;
    }
    int at = exponent / 3 + 3;
    return format == Format.DecimalExponent || at >= DECIMAL_SUFFIXES.length()
        ? number + "e" + exponent
        : number + DECIMAL_SUFFIXES.charAt(at);
  }

  /** Length of {@code [+-] digits [. digits]} at the start, 0 where there is no digit. */
  private static int numberEnd(String text) {
    int at = 0;
    int digits = 0;
    boolean point = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && !point) {
        point = true;
      } else if (at > 0 || (c != '-' && c != '+')) {
        break;
      }
    }
    return digits == 0 ? 0 : at;
  }

  private static boolean isBinary(String suffix) {
    return suffix.length() == 2
        && suffix.charAt(1) == 'i'
        && BINARY_SUFFIXES.indexOf(suffix.charAt(0)) >= 0;
  }

  private static Optional<Integer> exponentOf(String suffix) {
    if (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E') {
      return Optional.empty();
    }
    boolean negative = suffix.charAt(1) == '-';
    int start = negative || suffix.charAt(1) == '+' ? 2 : 1;
    int exponent = 0;
    for (int at = start; at < suffix.length(); at++) {
      int digit = suffix.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return Optional.empty();
      }
      exponent = Math.min(100, 10 * exponent + digit);
    }
    return start == suffix.length() || exponent > 99
        ? Optional.empty()
        : Optional.of(negative ? -exponent : exponent);
  }

  private static Quantity decimal(BigDecimal number, int exponent, Format format) {
    return new Quantity(atMostNano(number.scaleByPowerOfTen(exponent)), format);
  }

  private static Quantity binary(BigDecimal bytes) {
    BigDecimal size = atMostNano(bytes).abs().min(MAX_BINARY);
    boolean fraction = size.signum() > 0 && size.compareTo(BigDecimal.ONE) < 0;
    return new Quantity(
        bytes.signum() < 0 ? size.negate() : size, fraction ? Format.DecimalSI : Format.BinarySI);
  }

  private static BigDecimal atMostNano(BigDecimal number) {
    return number.scale() > NANO_SCALE ? number.setScale(NANO_SCALE, RoundingMode.UP) : number;
  }

  private static long saturated(BigDecimal whole) {
    return whole
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .max(BigDecimal.valueOf(Long.MIN_VALUE))
        .longValueExact();
  }
}
