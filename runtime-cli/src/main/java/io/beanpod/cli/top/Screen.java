package io.beanpod.cli.top;

import io.beanpod.linux.Terminal;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that is drawn again and again in the same place of a terminal, below what was there
 * before. Lines are cut at the right edge and at the bottom: one that wraps or scrolls would break
 * the way back up.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/console_codes.4.html">console_codes(4)</a>
 */
public final class Screen {
  private static final String UP = "\033[";
  private static final String CLEAR_LINE_END = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";

  private int drawn;

  /** What to print so that {@code text}, of whole lines, stands where the last one stood. */
  public String draw(String text, Terminal.Size size) {
    List<String> lines = fitting(text, size);
    StringBuilder out = new StringBuilder(text.length() + 64);
    if (drawn > 0) {
      // A terminal that was made smaller meanwhile cannot go up further than to its first row.
      out.append(UP).append(drawn).append('A');
    }
    for (String line : lines) {
      out.append(line).append(CLEAR_LINE_END).append('\n');
    }
    drawn = lines.size();
    return out.append(CLEAR_BELOW).toString();
  }

  private static List<String> fitting(String text, Terminal.Size size) {
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      int cut = size.columns() == 0 ? end : Math.min(end, at + size.columns());
      lines.add(text.substring(at, cut));
      at = end + 1;
    }
    int room = size.rows() - 1; // the cursor stands in the last row
    if (room > 0 && lines.size() > room) {
      int hidden = lines.size() - room + 1;
      lines.subList(room - 1, lines.size()).clear();
      lines.add("(" + hidden + " more)");
    }
    return lines;
  }
}
