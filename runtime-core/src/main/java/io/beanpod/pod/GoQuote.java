package io.beanpod.pod;

/**
 * Strings as Go's {@code %q} writes them.
 *
 * @see <a href="https://pkg.go.dev/strconv#Quote">strconv.Quote</a>
 */
final class GoQuote {
  private static final String NAMED = "\u0007a\bb\ff\nn\rr\tt\u000bv\\\\\"\"";

  private GoQuote() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      int named = c < 0x80 ? NAMED.indexOf(c) : -1;
      if (named >= 0 && named % 2 == 0) {
        out.append('\\').append(NAMED.charAt(named + 1));
      } else if (c == ' ' || isPrintable(c)) {
        out.appendCodePoint(c);
      } else if (c < 0x80) {
        hex(out.append("\\x"), c, 2);
      } else {
        hex(out.append(c < 0x10000 ? "\\u" : "\\U"), c, c < 0x10000 ? 4 : 8);
      }
    }
    return out.append('"').toString();
  }

  /** Letters, marks, numbers, punctuation, symbols: Go's {@code unicode.IsPrint}. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void hex(StringBuilder out, int c, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >> shift & 0xf, 16));
    }
  }
}
