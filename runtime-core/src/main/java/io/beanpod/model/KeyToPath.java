package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A key of a ConfigMap or a Secret, and the file that it becomes.
 *
 * @param path in the volume
 * @param mode the file's permissions; empty: the volume's default
 */
public record KeyToPath(String key, String path, OptionalInt mode) {
  static List<KeyToPath> decode(List<Fields> items, ContentPaths paths) {
    List<KeyToPath> keys = new ArrayList<>();
    for (Fields item : items) {
      String key = item.requiredString("key").orElse("");
      keys.add(new KeyToPath(key, paths.decode(item), ContentPaths.mode(item, "mode")));
      item.end();
    }
    return keys;
  }
}
