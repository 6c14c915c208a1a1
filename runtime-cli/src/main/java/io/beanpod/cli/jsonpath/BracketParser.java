package io.beanpod.cli.jsonpath;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses {@code [0]}, {@code [1:3]}, {@code [*]}, {@code ['key']} and {@code ['a','b']}. */
final class BracketParser {
  private static final Pattern KEY = Pattern.compile("'([^']*)'");
  private static final Pattern SLICE = Pattern.compile("(-?\\d*)(:-?\\d*)?(:-?\\d*)?");

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
    Matcher key = KEY.matcher(text);
    if (key.matches()) {
      // A path and not one key: a dot in it has to be escaped here too.
      return ActionParser.nested("." + key.group(1));
    }
    Matcher slice = SLICE.matcher(text.equals("*") ? ":" : text);
    if (!slice.matches()) {
      throw new JsonPathError("invalid array index " + text);
    }
    OptionalInt from = number(slice.group(1));
    if (slice.group(2) == null) {
      return List.of(
          new Step.Slice(from, OptionalInt.of(from.orElse(0) + 1), OptionalInt.empty(), true));
    }
    OptionalInt to = number(slice.group(2).substring(1));
    OptionalInt step =
        slice.group(3) == null ? OptionalInt.empty() : number(slice.group(3).substring(1));
    return List.of(new Step.Slice(from, to, step, false));
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
