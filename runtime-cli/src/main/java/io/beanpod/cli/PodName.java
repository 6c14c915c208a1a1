package io.beanpod.cli;

import io.beanpod.cli.args.UsageError;
import io.beanpod.store.ObjectKind;
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
    Resources resources = Resources.of(command, words);
    List<String> names = new ArrayList<>();
    for (ObjectKind kind : resources.kinds()) {
      if (kind != ObjectKind.POD) {
        throw new UsageError(
            command, command + " is about pods, not about " + kind.plural() + "; say pod/NAME");
      }
    }
    for (Resources.Named named : resources.names()) {
      names.add(named.name());
    }
    return names;
  }
}
