package io.beanpod.cli.lab;

/**
 * A grid of characters, each of 2 by 4 dots, as the braille patterns of Unicode have them; text
 * hides dots. Without Unicode a character shows whether there are dots in its upper or lower half.
 *
 * @see <a href="https://www.unicode.org/charts/PDF/U2800.pdf">Braille Patterns</a>
 */
final class Canvas {
  static final int DOTS_WIDE = 2;
  static final int DOTS_HIGH = 4;

  private static final char BRAILLE = '\u2800';
  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  private static final int UPPER = 0x01 | 0x08 | 0x02 | 0x10;

  /** Colours, as SGR parameters; none is the terminal's own. */
  enum Ink {
    NONE(""),
    FIRST("36"),
    SECOND("33"),
    LEVEL("31"),
    MARK("1;31");

    private final String parameters;

    Ink(String parameters) {
      this.parameters = parameters;
    }
  }

  private final int columns;
  private final int rows;
  private final int[][] dots;
  private final char[][] text;
  private final Ink[][] inks;

  Canvas(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    dots = new int[rows][columns];
    text = new char[rows][columns];
    inks = new Ink[rows][columns];
  }

  /** Sets a dot; outside of the canvas there is none. */
  void dot(int x, int y, Ink ink) {
    int column = Math.floorDiv(x, DOTS_WIDE);
    int row = Math.floorDiv(y, DOTS_HIGH);
    if (column >= 0 && column < columns && row >= 0 && row < rows) {
      dots[row][column] |= BITS[y % DOTS_HIGH][x % DOTS_WIDE];
      inks[row][column] = ink;
    }
  }

  /** A straight line of dots, both ends included. */
  void line(int fromX, int fromY, int toX, int toY, Ink ink) {
    int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
    for (int i = 0; i <= steps; i++) {
      double part = (double) i / steps;
      dot(
          (int) Math.round(fromX + part * (toX - fromX)),
          (int) Math.round(fromY + part * (toY - fromY)),
          ink);
    }
  }

  /** Writes text, moved to the left where it would go beyond the right edge. */
  void write(int column, int row, String words, Ink ink) {
    int from = Math.max(0, Math.min(column, columns - words.length()));
    for (int i = 0; i < words.length() && from + i < columns; i++) {
      text[row][from + i] = words.charAt(i);
      inks[row][from + i] = ink;
    }
  }

  /** Whether nothing has been drawn there. */
  boolean isFree(int column, int row) {
    return dots[row][column] == 0 && text[row][column] == 0;
  }

  /** One row, without blanks at its end. */
  String row(int row, boolean unicode, boolean colour) {
    StringBuilder line = new StringBuilder();
    Ink current = Ink.NONE;
    int end = columns;
    while (end > 0 && isFree(end - 1, row)) {
      end--;
    }
    for (int column = 0; column < end; column++) {
      Ink ink = isFree(column, row) ? Ink.NONE : inks[row][column];
      if (colour && ink != current) {
        line.append("\033[0").append(ink == Ink.NONE ? "" : ";" + ink.parameters).append('m');
        current = ink;
      }
      line.append(character(row, column, unicode));
    }
    return line.append(current == Ink.NONE ? "" : "\033[0m").toString();
  }

  private char character(int row, int column, boolean unicode) {
    if (text[row][column] != 0) {
      return text[row][column];
    }
    int pattern = dots[row][column];
    if (pattern == 0) {
      return ' ';
    }
    if (unicode) {
      return (char) (BRAILLE + pattern);
    }
    boolean upper = (pattern & UPPER) != 0;
    boolean lower = (pattern & ~UPPER) != 0;
    return upper && lower ? ':' : upper ? '\'' : '.';
  }
}
