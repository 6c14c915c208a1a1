package io.beanpod.cli;

import java.util.OptionalLong;

/** Numbers among the arguments. */
public final class WholeNumber {
  private static final int MAX_DIGITS = 18; // always fits a long

  private WholeNumber() {}

  /** The number that the text writes in digits, a minus allowed; empty where it does not. */
  public static OptionalLong parse(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() - start > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      number = number * 10 + digit;
    }
    return OptionalLong.of(start == 0 ? number : -number);
  }
}
