package io.beanpod.model;

import java.util.Map;
import java.util.Optional;

/** Limits and requests in the tree of a pod: of two spellings of an amount, the first one stays. */
final class ResourceTree {
  private static final String[] FIELDS = {"limits", "requests"};

  private ResourceTree() {}

  /**
   * Whether two containers have the same amount there.
   *
   * @param path that ends in the field of both: {@code ….resources.limits.cpu}
   */
  static boolean same(String path, Map<String, Object> old, Map<String, Object> now) {
    for (String field : FIELDS) {
      String before = "].resources." + field + ".";
      int at = path.indexOf(before);
      if (at > 0) {
        String name = path.substring(at + before.length());
        return isSameAmount(
            Json.at(old, "resources", field, name), Json.at(now, "resources", field, name));
      }
    }
    return false;
  }

  /** Makes the limits and requests of {@code resources} those of {@code from}. */
  static void take(Map<String, Object> resources, Map<String, Object> from) {
    for (String field : FIELDS) {
      Map<String, Object> old = Json.object(resources.get(field));
      Map<String, Object> now = Json.copy(Json.object(from.get(field)));
      for (Map.Entry<String, Object> entry : now.entrySet()) {
        Object before = old.get(entry.getKey());
        if (isSameAmount(before, entry.getValue())) {
          entry.setValue(before);
        }
      }
      if (now.isEmpty()) {
        resources.remove(field);
      } else {
        resources.put(field, now);
      }
    }
  }

  private static boolean isSameAmount(Object one, Object other) {
    Optional<Quantity> a = Quantity.tryParse(Json.string(one));
    Optional<Quantity> b = Quantity.tryParse(Json.string(other));
    return a.isPresent() && b.isPresent() && a.get().compareTo(b.get()) == 0;
  }
}
