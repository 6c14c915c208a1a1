package io.beanpod.model.patch;

import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strategic merge patch's value for a field that is not there yet, or is replaced. */
final class Directives {
  private Directives() {}

  /** A copy with neither directives, nor elements they delete, nor nulls: nothing to remove. */
  static Object drop(Object value) {
    if (value instanceof Map) {
      Map<String, Object> kept = new LinkedHashMap<>();
      for (Map.Entry<String, Object> entry : Json.object(value).entrySet()) {
        if (entry.getValue() != null && !entry.getKey().startsWith("$")) {
          kept.put(entry.getKey(), drop(entry.getValue()));
        }
      }
      return kept;
    }
    if (value instanceof List) {
      List<Object> kept = new ArrayList<>();
      for (Object item : Json.list(value)) {
        if (!"delete".equals(of(item)) && !isOnlyDirective(item)) {
          kept.add(drop(item));
        }
      }
      return kept;
    }
    return value;
  }

  /** The value of {@code $patch}; empty where there is none. */
  static String of(Object item) {
    Object directive = Json.object(item).get(StrategicMerge.PATCH);
    return directive == null ? "" : String.valueOf(directive);
  }

  /** Whether an element is about its list: {@code - $patch: replace}. */
  static boolean isOnlyDirective(Object item) {
    return item instanceof Map && !of(item).isEmpty() && Json.object(item).size() == 1;
  }
}
