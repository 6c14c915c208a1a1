package io.beanpod.cli.jsonpath;

/**
 * Text between quotes, with the escapes of Go's string literals (<a
 * href="https://go.dev/ref/spec#Rune_literals">Rune literals</a>).
 */
final class Quoted {
  private final String text;
  private final char quote;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private Quoted(String text, char quote) {
    this.text = text;
    this.quote = quote;
  }

  /** What the text between two such quotes means. */
  static String unquote(String text, char quote) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    return new Quoted(text, quote).all();
  }

  private String all() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        escape();
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private void escape() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    switch (c) {
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case '\\' -> out.append('\\');
      case 'x' -> number(16, 2);
      case 'u' -> number(16, 4);
      case 'U' -> number(16, 8);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        number(8, 3);
      }
      default -> {
        if (c == 0 || c != quote) {
          throw invalid();
        }
        out.append(c);
      }
    }
  }

  private void number(int radix, int digits) {
    if (at + digits > text.length()) {
      throw invalid();
    }
    int number = 0;
    for (int end = at + digits; at < end; at++) {
      int digit = Character.digit(text.charAt(at), radix);
      if (digit < 0 || number > Character.MAX_CODE_POINT / radix) {
        throw invalid();
      }
      number = number * radix + digit;
    }
    if (!Character.isValidCodePoint(number)) {
      throw invalid();
    }
    out.appendCodePoint(number);
  }

  private JsonPathError invalid() {
    return new JsonPathError("unquote string " + quote + text + quote + " error invalid syntax");
  }
}
