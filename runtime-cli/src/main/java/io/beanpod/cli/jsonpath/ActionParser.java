package io.beanpod.cli.jsonpath;

import java.util.ArrayList;
import java.util.List;

/** Parses what stands between braces: a path, a quoted text, {@code range} and {@code end}. */
final class ActionParser {
  private final Scanner scanner;
  private final List<Step> steps = new ArrayList<>();

  /** An action whose opening brace was read. */
  ActionParser(Scanner scanner) {
    this.scanner = scanner;
  }

  /** The steps of a path within a path, such as a filter's side. */
  static List<Step> nested(String text) {
    return new ActionParser(new Scanner(text + "}")).steps();
  }

  /** The steps up to the closing brace, which is read too. */
  List<Step> steps() {
    while (true) {
      if (scanner.startsWith("[?(")) {
        steps.add(FilterParser.filter(scanner));
        continue;
      }
      if (scanner.startsWith("..")) {
        recursive();
        continue;
      }
      int start = scanner.position();
      int c = scanner.peek();
      if (c == Scanner.END || c == '\n' || c == '\r') {
        throw new JsonPathError("unclosed action");
      }
      if (isDigit(c) || c == '+' || c == '-') {
        number(start);
      } else if (isWordPart(c)) {
        word(start);
      } else {
        scanner.next();
        if (c == '}') {
          return List.copyOf(steps);
        }
        symbol(c);
      }
    }
  }

  private void symbol(int c) {
    switch (c) {
      case ' ', '@', '$':
        break; // the object that the path starts at anyway
      case '[':
        steps.addAll(BracketParser.bracket(scanner));
        break;
      case '"', '\'':
        steps.add(new Step.Text(quoted(c)));
        break;
      case '.':
        field();
        break;
      default:
        throw new JsonPathError("unrecognized character in action: " + GoText.codePoint(c));
    }
  }

  private void recursive() {
    if (!steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.Recursive) {
      throw new JsonPathError("invalid multiple recursive descent");
    }
    scanner.skip("..");
    steps.add(new Step.Recursive());
    if (isWordPart(scanner.peek())) {
      field();
    }
  }

  private void field() {
    int start = scanner.position();
    while (!isTerminator(scanner.peek())) {
      if (scanner.next() == '\\') {
        scanner.next(); // an escaped dot belongs to the name
      }
    }
    String name = scanner.since(start);
    steps.add(name.equals("*") ? new Step.Wildcard() : new Step.Field(name.replace("\\", "")));
  }

  private void word(int start) {
    while (!isTerminator(scanner.peek())) {
      scanner.next();
    }
    String word = scanner.since(start);
    boolean constant = word.equals("true") || word.equals("false");
    steps.add(constant ? new Step.Constant(word.equals("true")) : new Step.Word(word));
  }

  private void number(int start) {
    scanner.next();
    while (isDigit(scanner.peek()) || scanner.peek() == '.') {
      scanner.next();
    }
    String number = scanner.since(start);
    try {
      steps.add(
          new Step.Constant(
              number.indexOf('.') < 0
                  ? (Object) Long.valueOf(number)
                  : (Object) Double.valueOf(number)));
    } catch (NumberFormatException e) {
      throw new JsonPathError("cannot parse number " + number);
    }
  }

  private String quoted(int quote) {
    int start = scanner.position();
    while (true) {
      int c = scanner.next();
      if (c == Scanner.END || c == '\n') {
        throw new JsonPathError("unterminated quoted string");
      }
      if (c == quote && !scanner.wasEscaped()) {
        String text = scanner.since(start);
        return Quoted.unquote(text.substring(0, text.length() - 1), (char) quote);
      }
    }
  }

  private static boolean isTerminator(int c) {
    return c == Scanner.END || " \t\r\n.,[]$@{}".indexOf(c) >= 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(int c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
