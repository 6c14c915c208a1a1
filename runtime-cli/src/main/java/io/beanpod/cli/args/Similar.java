package io.beanpod.cli.args;

import java.util.List;
import java.util.Optional;

/** Finds the word that somebody most likely meant to type. */
public final class Similar {
  private static final int MAX_CHANGES = 2;

  private Similar() {}

  /** The word of the list that is nearest to {@code typed}, if any is near. */
  public static Optional<String> to(String typed, List<String> words) {
    Optional<String> best = Optional.empty();
    // A short word with two changes is another word.
    int least = Math.clamp(typed.length() / 3, 1, MAX_CHANGES) + 1;
    for (String word : words) {
      int changes = changes(typed, word);
      if (changes < least) {
        least = changes;
        best = Optional.of(word);
      }
    }
    return best;
  }

  /**
   * How many characters must be put in, left out, changed, or swapped with their neighbour (optimal
   * string alignment).
   */
  private static int changes(String one, String other) {
    int[][] changes = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        changes[i][j] = i == 0 || j == 0 ? i + j : step(changes, one, other, i, j);
      }
    }
    return changes[one.length()][other.length()];
  }

  private static int step(int[][] changes, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int least = changes[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, 1 + Math.min(changes[i - 1][j], changes[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, 1 + changes[i - 2][j - 2]) : least;
  }
}
