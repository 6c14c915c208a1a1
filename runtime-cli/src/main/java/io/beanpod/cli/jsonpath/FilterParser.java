package io.beanpod.cli.jsonpath;

/** Parses {@code [?(@.a)]} and {@code [?(@.a=="b")]}. */
final class FilterParser {
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
    return comparison(text);
  }

  private static Step comparison(String text) {
    int operator = 0;
    while (operator < text.length() && "!<>=".indexOf(text.charAt(operator)) < 0) {
      operator++;
    }
    int right = operator;
    while (right < text.length() && "!<>=~".indexOf(text.charAt(right)) >= 0) {
      right++;
    }
    if (operator == 0 || right == text.length()) {
      return new Step.Exists(ActionParser.nested(text));
    }
    return new Step.Filter(
        ActionParser.nested(text.substring(0, operator)),
        text.substring(operator, right),
        ActionParser.nested(text.substring(right)));
  }
}
