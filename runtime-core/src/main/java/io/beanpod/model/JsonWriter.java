package io.beanpod.model;

import java.util.Collection;
import java.util.Map;

/** Writes trees as JSON: on one line for files and logs, or indented as {@code kubectl -o json}. */
public final class JsonWriter {
  private static final int INDENT = 4;

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonWriter(boolean indented) {
    this.indented = indented;
  }

  /** On one line, with no line break at the end. */
  public static String compact(Object tree) {
    JsonWriter writer = new JsonWriter(false);
    writer.value(tree, 0);
    return writer.out.toString();
  }

  /** Indented by four, with a line break at the end. */
  public static String indented(Object tree) {
    JsonWriter writer = new JsonWriter(true);
    writer.value(tree, 0);
    return writer.out.append('\n').toString();
  }

  /** Text as a JSON string, quotes included; the escapes are good for YAML's double quotes too. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isPrintable(c) && (!Character.isSurrogate(c) || isPaired(text, at))) {
            out.append(c);
          } else {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.append(Character.forDigit((c >> shift) & 0xf, 16));
            }
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** Whether a character can stand for itself in a terminal, in JSON and in YAML. */
  static boolean isPrintable(char c) {
    return (c >= ' ' && c < 0x7f)
        || (c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff && c < 0xfffe);
  }

  /** Half a surrogate pair has no UTF-8 form: it can only be escaped. */
  private static boolean isPaired(String text, int at) {
    int other = Character.isHighSurrogate(text.charAt(at)) ? at + 1 : at - 1;
    return other >= 0
        && other < text.length()
        && Character.isSurrogatePair(
            text.charAt(Math.min(at, other)), text.charAt(Math.max(at, other)));
  }

  private void value(Object value, int depth) {
    if (value instanceof Map) {
      object(Json.object(value), depth);
    } else if (value instanceof Collection<?> list) {
      open('[', list.isEmpty());
      boolean first = true;
      for (Object item : list) {
        next(first, depth + 1);
        first = false;
        value(item, depth + 1);
      }
      close(']', list.isEmpty(), depth);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      out.append(quoted(value.toString()));
    }
  }

  private void object(Map<String, Object> object, int depth) {
    open('{', object.isEmpty());
    boolean first = true;
    for (Map.Entry<String, Object> entry : object.entrySet()) {
      next(first, depth + 1);
      first = false;
      out.append(quoted(entry.getKey())).append(indented ? ": " : ":");
      value(entry.getValue(), depth + 1);
    }
    close('}', object.isEmpty(), depth);
  }

  private void open(char bracket, boolean empty) {
    out.append(bracket);
    if (indented && !empty) {
      out.append('\n');
    }
  }

  private void next(boolean first, int depth) {
    if (!first) {
      out.append(indented ? ",\n" : ",");
    }
    indent(depth);
  }

  private void close(char bracket, boolean empty, int depth) {
    if (indented && !empty) {
      out.append('\n');
      indent(depth);
    }
    out.append(bracket);
  }

  private void indent(int depth) {
    if (indented) {
      out.repeat(' ', depth * INDENT);
    }
  }
}
