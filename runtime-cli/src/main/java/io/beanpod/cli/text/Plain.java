package io.beanpod.cli.text;

/**
 * Text from elsewhere, made harmless for a terminal: a probe's answer or a container's last words
 * may hold escape sequences. {@code EscapeTerminal} of kubectl, and the other control characters
 * too.
 */
public final class Plain {
  private Plain() {}

  /** What fits into a table's cell: the first line, and dots if there are more. */
  public static String cell(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' || c == '\f') {
        return lines(text.substring(0, i)) + "...";
      }
    }
    return lines(text);
  }

  /** All lines of it. */
  public static String lines(String text) {
    int clean = 0;
    while (clean < text.length() && !isControl(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length() + 16).append(text, 0, clean);
    for (int i = clean; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isControl(c)) {
        plain.append(c);
      } else if (c == '\t') {
        plain.append(' '); // columns are ours
      } else if (c == '\r') {
        plain.append("\\r");
      } else if (c < 0x80) {
        plain.append('^').append((char) (c ^ 0x40)); // ^[ for escape
      } else {
        plain.append("\\u00").append(Integer.toHexString(c));
      }
    }
    return plain.toString();
  }

  private static boolean isControl(char c) {
    return (c < ' ' && c != '\n') || (c >= 0x7f && c < 0xa0);
  }
}
