package io.beanpod.cli.jsonpath;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses {@code [?(@.a)]} and {@code [?(@.a=="b")]}. */
final class FilterParser {
  private static final Pattern COMPARISON = Pattern.compile("([^!<>=]+)([!<>=~]+)(.+?)");

  private FilterParser() {}

  /** The filter that begins here. */
  static Step filter(Scanner scanner) {
    scanner.skip("[?(");
    int start = scanner.position();
    int quote = 0;
    while (true) {
      int c = scanner.next();
      if (c == Scanner.END || c == '\n') {
        throw new JsonPathError("unterminated filter");
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote && !scanner.wasEscaped()) {
        quote = 0;
      } else if (c == ')' && quote == 0) {
        break;
      }
    }
    String text = scanner.since(start);
    text = text.substring(0, text.length() - 1);
    if (scanner.next() != ']') {
      throw new JsonPathError("unclosed array expect ]");
    }
    Matcher comparison = COMPARISON.matcher(text);
    if (!comparison.matches()) {
      return new Step.Exists(ActionParser.nested(text));
    }
    return new Step.Filter(
        ActionParser.nested(comparison.group(1)),
        comparison.group(2),
        ActionParser.nested(comparison.group(3)));
  }
}
