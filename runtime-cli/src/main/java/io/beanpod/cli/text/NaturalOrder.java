package io.beanpod.cli.text;

/** Text in the order that people expect: {@code web-2} before {@code web-10}. */
public final class NaturalOrder {
  private NaturalOrder() {}

  /** As {@link String#compareTo}, but with runs of digits compared as numbers. */
  public static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int iEnd = digits(one, i);
      int jEnd = digits(other, j);
      int order;
      if (iEnd > i && jEnd > j) {
        order = numbers(one.substring(i, iEnd), other.substring(j, jEnd));
        i = iEnd;
        j = jEnd;
      } else {
        order = Character.compare(one.charAt(i++), other.charAt(j++));
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The longer one is the larger, leading zeros aside; of two equal ones that with fewer zeros. */
  private static int numbers(String one, String other) {
    String a = one.substring(zeros(one));
    String b = other.substring(zeros(other));
    int order = a.length() == b.length() ? a.compareTo(b) : a.length() - b.length();
    return order == 0 ? one.length() - other.length() : order;
  }

  private static int zeros(String digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros;
  }
}
