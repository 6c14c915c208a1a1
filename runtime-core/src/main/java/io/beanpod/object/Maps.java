package io.beanpod.object;

import io.beanpod.model.Json;
import java.util.Map;

/** Maps of strings such as {@code data} and {@code labels}, before they are checked. */
final class Maps {
  private Maps() {}

  /** The API server reads a null in a map of strings as an empty string. */
  static void nullsAsEmpty(Map<String, Object> object, String field) {
    if (object.get(field) instanceof Map) {
      for (Map.Entry<String, Object> entry : Json.object(object.get(field)).entrySet()) {
        if (entry.getValue() == null) {
          entry.setValue("");
        }
      }
    }
  }

  /** What Go's omitempty leaves out. */
  static void dropIfEmpty(Map<String, Object> object, String field) {
    if (object.get(field) instanceof Map<?, ?> map && map.isEmpty()) {
      object.remove(field);
    }
  }
}
