package io.beanpod.model;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An amount of a resource: {@code 500m}, {@code 128Mi}, {@code 1e3}.
 *
 * <p>The grammar, the rounding and the canonical form are those of Kubernetes' {@code
 * resource.Quantity}: a value finer than nano is rounded away from zero, and a binary quantity is
 * capped at 2^63-1. Unlike there, an exponent beyond ±99 and a lone {@code .} are refused.
 *
 * <p>Billionths in a BigInteger rather than a BigDecimal: the latter's class initializer takes
 * about 10 ms of the start of every command (JDK 25, with an AOT cache), the former's 0.1 ms.
 *
 * @param nanos the exact amount in billionths
 * @param format the family of suffix it was written with, and is printed with again
 */
public record Quantity(BigInteger nanos, Format format) implements Comparable<Quantity> {
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
  private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
  private static final BigInteger MICRO = BigInteger.valueOf(1_000_000); // a thousandth, in nanos
  private static final BigInteger ONE = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger MAX_BINARY = BigInteger.valueOf(Long.MAX_VALUE).multiply(ONE);
  private static final BigInteger MIN_CANONICAL_BINARY = BigInteger.valueOf(1024).multiply(ONE);
  private static final int NANO_SCALE = 9;
  private static final int MAX_LENGTH = 100;

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
    int point = text.indexOf('.');
    boolean fraction = point >= 0 && point < end;
    BigInteger number = new BigInteger(text.substring(0, end).replace(".", ""));
    int scale = fraction ? end - point - 1 : 0;
    String suffix = text.substring(end);
    if (isBinary(suffix)) {
      int power = 10 * (BINARY_SUFFIXES.indexOf(suffix.charAt(0)) + 1);
      return Optional.of(binary(nanos(number.shiftLeft(power), -scale)));
    }
    if (suffix.isEmpty()) {
      return Optional.of(new Quantity(nanos(number, -scale), Format.DecimalSI));
    }
    if (suffix.length() == 1) {
      int at = DECIMAL_SUFFIXES.indexOf(suffix.charAt(0));
      return at < 0 || suffix.equals(" ")
          ? Optional.empty()
          : Optional.of(new Quantity(nanos(number, 3 * (at - 3) - scale), Format.DecimalSI));
    }
    Optional<Integer> exponent = exponentOf(suffix);
    return exponent.isEmpty()
        ? Optional.empty()
        : Optional.of(new Quantity(nanos(number, exponent.get() - scale), Format.DecimalExponent));
  }

  /** Rounded away from zero to a whole number; saturates at the range of a long. */
  public long value() {
    return saturated(dividedAwayFromZero(nanos, ONE));
  }

  /** In thousandths, rounded away from zero; saturates at the range of a long. */
  public long milliValue() {
    return saturated(dividedAwayFromZero(nanos, MICRO));
  }

  /** -1, 0 or 1, as for numbers. */
  public int signum() {
    return nanos.signum();
  }

  /** The sum, in the format of this one; of the other, where this is zero. */
  public Quantity plus(Quantity other) {
    return new Quantity(nanos.add(other.nanos), nanos.signum() == 0 ? other.format : format);
  }

  /** How many times the other fits in, rounded away from zero; the other must not be zero. */
  public BigInteger dividedBy(Quantity divisor) {
    return dividedAwayFromZero(nanos, divisor.nanos);
  }

  /** By amount: {@code 1} and {@code 1000m} compare as equal, though they print differently. */
  @Override
  public int compareTo(Quantity other) {
    return nanos.compareTo(other.nanos);
  }

  /** The canonical form, as Kubernetes prints it: {@code 0.5} is {@code 500m}. */
  @Override
  public String toString() {
    if (nanos.signum() == 0) {
      return "0";
    }
    boolean whole = nanos.mod(ONE).signum() == 0;
    if (format == Format.BinarySI && whole && nanos.abs().compareTo(MIN_CANONICAL_BINARY) >= 0) {
      BigInteger bytes = nanos.divide(ONE);
      int step = Math.min(bytes.getLowestSetBit() / 10, BINARY_SUFFIXES.length());
      String number = bytes.shiftRight(10 * step).toString();
      return step == 0 ? number : number + BINARY_SUFFIXES.charAt(step - 1) + "i";
    }
    // The largest exponent that is a multiple of three and leaves no fraction.
    BigInteger number = nanos;
    int exponent = -NANO_SCALE;
    for (BigInteger[] split = number.divideAndRemainder(THOUSAND);
        split[1].signum() == 0;
        split = number.divideAndRemainder(THOUSAND)) {
      number = split[0];
      exponent += 3;
    }
    if (exponent == 0) {
      return number.toString();
    }
    int at = exponent / 3 + 3;
    return format == Format.DecimalExponent || at >= DECIMAL_SUFFIXES.length()
        ? number.toString() + "e" + exponent
        : number.toString() + DECIMAL_SUFFIXES.charAt(at);
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

  private static Quantity binary(BigInteger nanos) {
    BigInteger size = nanos.abs().min(MAX_BINARY);
    boolean fraction = size.signum() > 0 && size.compareTo(ONE) < 0;
    return new Quantity(
        nanos.signum() < 0 ? size.negate() : size, fraction ? Format.DecimalSI : Format.BinarySI);
  }

  /** {@code number} times ten to the {@code exponent}, in billionths, rounded away from zero. */
  private static BigInteger nanos(BigInteger number, int exponent) {
    int power = NANO_SCALE + exponent;
    return power >= 0
        ? number.multiply(BigInteger.TEN.pow(power))
        : dividedAwayFromZero(number, BigInteger.TEN.pow(-power));
  }

  private static BigInteger dividedAwayFromZero(BigInteger number, BigInteger by) {
    BigInteger[] split = number.divideAndRemainder(by);
    return split[0].add(BigInteger.valueOf(split[1].signum()));
  }

  private static long saturated(BigInteger whole) {
    if (whole.bitLength() < Long.SIZE) {
      return whole.longValue();
    }
    return whole.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
