package io.beanpod.cli.jsonpath;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Parses {@code [0]}, {@code [1:3]}, {@code [*]}, {@code ['key']} and {@code ['a','b']}. */
final class BracketParser {
  private BracketParser() {}

  /** The steps of a bracket whose opening was read. */
  static List<Step> bracket(Scanner scanner) {
    int start = scanner.position();
    while (true) {
      int c = scanner.next();
      if (c == Scanner.END || c == '\n') {
        throw new JsonPathError("unterminated array");
      }
      if (c == ']') {
        String text = scanner.since(start);
        return steps(text.substring(0, text.length() - 1));
      }
    }
  }

  private static List<Step> steps(String text) {
    if (text.indexOf(',') >= 0) {
      List<List<Step>> paths = new ArrayList<>();
      for (String path : text.split(",", -1)) {
        paths.add(ActionParser.nested("[" + path.strip() + "]"));
      }
      return List.of(new Step.Union(List.copyOf(paths)));
    }
    if (text.length() > 1
        && text.indexOf('\'') == 0
        && text.indexOf('\'', 1) == text.length() - 1) {
      // A path and not one key: a dot in it has to be escaped here too.
      return ActionParser.nested("." + text.substring(1, text.length() - 1));
    }
    String[] numbers = (text.equals("*") ? ":" : text).split(":", -1);
    boolean good = numbers.length <= 3;
    for (String number : numbers) {
      good &= isNumber(number);
    }
    if (!good) {
      throw new JsonPathError("invalid array index " + text);
    }
    OptionalInt from = number(numbers[0]);
    if (numbers.length == 1) {
      OptionalInt to = OptionalInt.of(from.orElse(0) + 1);
      return List.of(new Step.Slice(from, to, OptionalInt.empty(), true));
    }
    OptionalInt step = numbers.length == 2 ? OptionalInt.empty() : number(numbers[2]);
    return List.of(new Step.Slice(from, number(numbers[1]), step, false));
  }

  /** Whether it is empty or digits, a minus allowed. */
  private static boolean isNumber(String text) {
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static OptionalInt number(String digits) {
    if (digits.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(digits));
    } catch (NumberFormatException e) {
      throw new JsonPathError("array index " + digits + " is not a number");
    }
  }
}
