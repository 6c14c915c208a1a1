package io.beanpod.cli.jsonpath;

/** A position in a template. */
final class Scanner {
  /** What is read at the end of the text. */
  static final int END = -1;

  private final String text;
  private int at;

  Scanner(String text) {
    this.text = text;
  }

  /** The next code point, which stays; {@link #END} where there is none. */
  int peek() {
    return at < text.length() ? text.codePointAt(at) : END;
  }

  /** The next code point; {@link #END} where there is none. */
  int next() {
    int c = peek();
    at += c == END ? 0 : Character.charCount(c);
    return c;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  void skip(String prefix) {
    at += prefix.length();
  }

  int position() {
    return at;
  }

  /** What was read since {@code start}. */
  String since(int start) {
    return text.substring(start, at);
  }

  /** Whether the character before the one just read, an ASCII one, is a backslash. */
  boolean wasEscaped() {
    return at >= 2 && text.charAt(at - 2) == '\\';
  }
}
