package io.beanpod.model;

/** Guesses which name was meant. */
final class Spelling {
  private Spelling() {}

  /** The nearest name, empty where none is near: a third of the letters may differ, at most two. */
  static String nearest(String name, Iterable<String> names) {
    String nearest = "";
    int best = Math.min(2, Math.max(1, name.length() / 3)) + 1;
    for (String candidate : names) {
      int distance = candidate.equalsIgnoreCase(name) ? 0 : distance(name, candidate);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Levenshtein's: insertions, deletions and replacements that turn one into the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
