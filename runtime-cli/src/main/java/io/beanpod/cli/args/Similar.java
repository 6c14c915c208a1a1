package io.beanpod.cli.args;

import java.util.List;
import java.util.Optional;

/** Finds the word that somebody most likely meant to type. */
public final class Similar {
  private static final int MAX_CHANGES = 2; // more than that make another word

  private Similar() {}

  /** The word of the list that is nearest to {@code typed}, if any is near. */
  public static Optional<String> to(String typed, List<String> words) {
    Optional<String> best = Optional.empty();
    // Half of a short word changed is another word, too.
    int least = Math.min(MAX_CHANGES, typed.length() / 2) + 1;
    for (String word : words) {
      int changes = changes(typed, word);
      if (changes < least) {
        least = changes;
        best = Optional.of(word);
      }
    }
    return best;
  }

  /** How many characters must be put in, left out or changed (Levenshtein's distance). */
  private static int changes(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
