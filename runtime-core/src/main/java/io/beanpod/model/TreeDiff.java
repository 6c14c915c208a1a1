package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where two trees differ. What the API leaves out when it writes an object makes no difference. */
final class TreeDiff {
  private TreeDiff() {}

  /**
   * Paths of the fields that differ. Lists of different length differ as a whole.
   *
   * @param path of the two values, which every path in the answer begins with
   */
  static List<String> changed(String path, Object old, Object now) {
    List<String> changed = new ArrayList<>();
    collect(path, old, now, changed);
    return changed;
  }

  private static void collect(String path, Object old, Object now, List<String> changed) {
    // An empty string, list or object, zero and false are as good as absent: Go's omitempty.
    if (FieldValues.isEmpty(old) && FieldValues.isEmpty(now)) {
      return;
    }
    if (old instanceof Map && now instanceof Map) {
      Set<String> keys = new LinkedHashSet<>(Json.object(old).keySet());
      keys.addAll(Json.object(now).keySet());
      for (String key : keys) {
        collect(path + "." + key, Json.object(old).get(key), Json.object(now).get(key), changed);
      }
    } else if (old instanceof List
        && now instanceof List
        && Json.list(old).size() == Json.list(now).size()) {
      for (int i = 0; i < Json.list(old).size(); i++) {
        collect(path + "[" + i + "]", Json.list(old).get(i), Json.list(now).get(i), changed);
      }
    } else if (!Json.sameLeaf(old, now)) {
      changed.add(path);
    }
  }
}
