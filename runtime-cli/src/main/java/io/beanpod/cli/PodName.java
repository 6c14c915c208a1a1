package io.beanpod.cli;

import io.beanpod.cli.args.UsageError;
import java.util.ArrayList;
import java.util.List;

/** The words for pods on a command line: {@code pod web}, {@code pods}, {@code pod/web}. */
public final class PodName {
  private PodName() {}

  /** Whether the word is the resource type. */
  public static boolean isType(String word) {
    // The kind, unlike the other words for it, may begin with a capital letter.
    return word.equals("pods") || word.equals("po") || word.equalsIgnoreCase("Pod");
  }

  /** The name in {@code web} or {@code pod/web}. */
  public static String of(String word) {
    int slash = word.indexOf('/');
    return slash > 0 && isType(word.substring(0, slash)) ? word.substring(slash + 1) : word;
  }

  /**
   * The names in {@code pods}, {@code pod web db} or {@code pod/web pod/db}.
   *
   * @param command for the mistake's message
   * @throws UsageError where the words are of another form
   */
  public static List<String> all(String command, List<String> words) {
    if (words.isEmpty()) {
      throw new UsageError(command, "say what to " + command + ": pods, pod NAME or pod/NAME");
    }
    List<String> names = new ArrayList<>();
    boolean typed = isType(words.get(0));
    for (String word : typed ? words.subList(1, words.size()) : words) {
      int slash = word.indexOf('/');
      if (typed ? slash >= 0 : slash <= 0) {
        throw new UsageError(
            command, typed ? "say pod NAME or pod/NAME, not both: " + word : unknownType(word));
      }
      if (!typed && !isType(word.substring(0, slash))) {
        throw new UsageError(command, unknownType(word.substring(0, slash)));
      }
      names.add(typed ? word : word.substring(slash + 1));
    }
    return names;
  }

  private static String unknownType(String type) {
    return "there are only pods here, and no resource type \""
        + type
        + "\"; name a pod as pod NAME or pod/NAME";
  }
}
