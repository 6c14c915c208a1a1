package io.beanpod.model;

import java.util.List;
import java.util.Map;

/**
 * Writes trees as block-style YAML, as {@code kubectl -o yaml} does: no document marker, lists not
 * indented under their key, a string plain where it would be read back as the same string.
 */
public final class YamlWriter {
  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** One document, ending with a line break. */
  public static String write(Object tree) {
    YamlWriter writer = new YamlWriter();
    if (isBlock(tree)) {
      writer.block(tree, 0);
    } else {
      writer.leaf(tree, 0);
    }
    return writer.out.toString();
  }

  private static boolean isBlock(Object value) {
    return (value instanceof Map<?, ?> map && !map.isEmpty())
        || (value instanceof List<?> list && !list.isEmpty());
  }

  /** A non-empty map or list; the caller has written the indent of the first line. */
  private void block(Object value, int indent) {
    boolean first = true;
    if (value instanceof List) {
      for (Object item : Json.list(value)) {
        start(first, indent);
        first = false;
        out.append("- ");
        if (isBlock(item)) {
          block(item, indent + 2);
        } else {
          leaf(item, indent);
        }
      }
      return;
    }
    for (Map.Entry<String, Object> entry : Json.object(value).entrySet()) {
      start(first, indent);
      first = false;
      out.append(key(entry.getKey())).append(':');
      entryValue(entry.getValue(), indent);
    }
  }

  private void entryValue(Object value, int indent) {
    if (!isBlock(value)) {
      out.append(' ');
      leaf(value, indent);
      return;
    }
    int inner = value instanceof List ? indent : indent + 2;
    out.append('\n').repeat(' ', inner);
    block(value, inner);
  }

  private void start(boolean first, int indent) {
    if (!first) {
      out.repeat(' ', indent);
    }
  }

  private void leaf(Object value, int indent) {
    if (value instanceof Map) {
      out.append("{}");
    } else if (value instanceof List) {
      out.append("[]");
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      String text = value.toString();
      if (YamlScalars.canBeLiteral(text)) {
        literal(text, indent + 2);
        return;
      }
      out.append(YamlScalars.onOneLine(text));
    }
    out.append('\n');
  }

  private static String key(String key) {
    // A plain << would be read as a merge, even quoted by a reader that only sees events.
    return YamlScalars.onOneLine(key);
  }

  /** A {@code |} block; its chomping sign keeps the exact number of line breaks at the end. */
  private void literal(String text, int indent) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
    }
    int breaks = text.length() - end;
    out.append('|').append(breaks == 0 ? "-" : breaks == 1 ? "" : "+").append('\n');
    for (int at = 0; at <= end; ) {
      int next = text.indexOf('\n', at);
      int stop = next < 0 || next > end ? end : next;
      if (stop > at) {
        out.repeat(' ', indent).append(text, at, stop);
      }
      out.append('\n');
      at = stop + 1;
    }
    out.repeat('\n', Math.max(0, breaks - 1));
  }
}
