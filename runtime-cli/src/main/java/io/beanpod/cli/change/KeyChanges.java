package io.beanpod.cli.change;

import io.beanpod.cli.args.UsageError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes of labels or annotations as words: {@code app=web} sets one, {@code app-} removes it.
 *
 * @param values what is set
 * @param removed keys that go
 */
public record KeyChanges(Map<String, String> values, List<String> removed) {

  /** Where the changes begin among the words: all before them name pods. */
  public static int start(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (isChange(words.get(i))) {
        return i;
      }
    }
    return words.size();
  }

  private static boolean isChange(String word) {
    return word.indexOf('=') > 0 || (word.endsWith("-") && word.length() > 1);
  }

  /**
   * Reads the changes.
   *
   * @param kind {@code label} or {@code annotation}
   * @throws UsageError where a word is none, or a key both set and removed
   */
  public static KeyChanges parse(String command, String kind, List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> removed = new ArrayList<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (!isChange(word)) {
        throw new UsageError(
            command, "all resources must be specified before " + kind + " changes: " + word);
      }
      if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      } else {
        removed.add(word.substring(0, word.length() - 1));
      }
    }
    for (String key : removed) {
      if (values.containsKey(key)) {
        throw new UsageError(
            command,
            "can not both modify and remove the following "
                + kind
                + "(s) in the same command: "
                + key);
      }
    }
    return new KeyChanges(values, removed);
  }

  public boolean isEmpty() {
    return values.isEmpty() && removed.isEmpty();
  }

  /** The keys that are set and have another value already, or the same: kubectl refuses both. */
  public Map<String, String> present(Map<String, String> old) {
    Map<String, String> present = new LinkedHashMap<>();
    for (String key : values.keySet()) {
      if (old.containsKey(key)) {
        present.put(key, old.get(key));
      }
    }
    return present;
  }

  /** The map with the changes made. */
  public Map<String, String> apply(Map<String, String> old) {
    Map<String, String> changed = new LinkedHashMap<>(old);
    changed.putAll(values);
    for (String key : removed) {
      changed.remove(key);
    }
    return changed;
  }
}
