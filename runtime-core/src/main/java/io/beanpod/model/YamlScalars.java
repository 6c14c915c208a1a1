package io.beanpod.model;

import java.util.Locale;
import java.util.Set;

/** How a string is written in YAML so that every reader, of YAML 1.1 or 1.2, reads that string. */
final class YamlScalars {
  /** What some reader takes for a boolean, a null, a float or a merge key; in lower case. */
  private static final Set<String> WORDS =
      Set.of(
          "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=", ".nan",
          ".inf", "+.inf", "-.inf");

  private static final String NEVER_FIRST = ",[]{}#&*!|>'\"%@`";

  private YamlScalars() {}

  /** Plain where possible, else in single quotes, else in double quotes with escapes. */
  static String onOneLine(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (!JsonWriter.isPrintable(text.charAt(at)) || Character.isSurrogate(text.charAt(at))) {
        return JsonWriter.quoted(text);
      }
    }
    if (looksTyped(text)) {
      return JsonWriter.quoted(text);
    }
    return isPlain(text) ? text : "'" + text.replace("'", "''") + "'";
  }

  /** Whether text has several lines and nothing that a {@code |} block cannot hold. */
  static boolean canBeLiteral(String text) {
    int firstBreak = text.indexOf('\n');
    if (firstBreak < 0 || text.charAt(0) == ' ' || text.charAt(0) == '\n') {
      return false;
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean kept = c == '\n' || c == '\t' || JsonWriter.isPrintable(c);
      boolean blankBeforeBreak =
          c == '\n' && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t');
      if (!kept || blankBeforeBreak || Character.isSurrogate(c)) {
        return false;
      }
    }
    return text.charAt(0) != '\t';
  }

  /** Whether a reader could take the plain text for something other than a string. */
  private static boolean looksTyped(String text) {
    if (text.length() <= 5 && WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return true;
    }
    char first = text.charAt(0);
    boolean numeric =
        (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    return numeric && (Numbers.parse(text) != null || isOctal12(text) || isSexagesimalOrTime(text));
  }

  /** {@code 0o17}: octal in YAML 1.2. */
  private static boolean isOctal12(String text) {
    return text.length() > 2 && text.startsWith("0o");
  }

  /** {@code 12:30:45} is a number in YAML 1.1, {@code 2024-01-31} and what follows is a time. */
  private static boolean isSexagesimalOrTime(String text) {
    boolean date = text.length() >= 8 && text.charAt(4) == '-';
    boolean colon = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      colon |= c == ':';
      boolean digit = c >= '0' && c <= '9';
      if (!digit && ":.+-_".indexOf(c) < 0 && !(date && "TtZz ".indexOf(c) >= 0)) {
        return false;
      }
    }
    return date || colon;
  }

  private static boolean isPlain(String text) {
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    if (first == ' ' || last == ' ' || last == ':' || NEVER_FIRST.indexOf(first) >= 0) {
      return false;
    }
    boolean marker = first == '-' || first == '?' || first == ':';
    if (marker && (text.length() == 1 || text.charAt(1) == ' ')) {
      return false;
    }
    return !text.contains(": ")
        && !text.contains(" #")
        && !text.startsWith("---")
        && !text.startsWith("...");
  }
}
