package io.beanpod.cli.describe;

import java.util.ArrayList;
import java.util.List;

/**
 * Labelled lines, the values of neighbouring ones below each other. A line without a value starts a
 * new block, as does {@link #open}.
 */
final class Sheet {
  private static final int GAP = 2;
  private static final int INDENT = 2;

  private final StringBuilder out = new StringBuilder();
  private final List<String[]> block = new ArrayList<>();
  private int depth;

  /** {@code label: value}; further lines of the value stand below the first. */
  Sheet put(String label, String value) {
    block.add(new String[] {label + ":", value});
    return this;
  }

  /** The same, unless there is no value. */
  Sheet putIfAny(String label, String value) {
    return value.isEmpty() ? this : put(label, value);
  }

  /** One level further in, aligned with the neighbours all the same, as kubectl does. */
  Sheet putInner(String label, String value) {
    return value.isEmpty() ? this : put(" ".repeat(INDENT) + label, value);
  }

  /** A line of its own. */
  Sheet text(String line) {
    flush();
    indent();
    out.append(line).append('\n');
    return this;
  }

  /** A title whose block follows, one level further in. */
  Sheet open(String title) {
    text(title + ":");
    depth++;
    return this;
  }

  /** Ends what {@link #open} began. */
  Sheet close() {
    flush();
    depth--;
    return this;
  }

  String render() {
    flush();
    return out.toString();
  }

  private void flush() {
    int width = 0;
    for (String[] line : block) {
      width = Math.max(width, line[0].length() + GAP);
    }
    for (String[] line : block) {
      indent();
      out.append(line[0]).repeat(' ', width - line[0].length());
      int from = 0;
      for (int end = line[1].indexOf('\n'); end >= 0; end = line[1].indexOf('\n', from)) {
        out.append(line[1], from, end).append('\n');
        indent();
        out.repeat(' ', width);
        from = end + 1;
      }
      out.append(line[1], from, line[1].length()).append('\n');
    }
    block.clear();
  }

  private void indent() {
    out.repeat(' ', depth * INDENT);
  }
}
