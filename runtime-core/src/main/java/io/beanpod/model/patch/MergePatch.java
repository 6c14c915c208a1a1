package io.beanpod.model.patch;

import io.beanpod.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * JSON merge patch: objects are merged field by field, null removes a field, and everything else,
 * lists too, is replaced as a whole.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7386">RFC 7386</a>
 */
public final class MergePatch {
  private MergePatch() {}

  /** What {@code target} becomes; both stay as they are. */
  public static Object apply(Object target, Object patch) {
    if (!(patch instanceof Map)) {
      return Json.copy(patch);
    }
    Map<String, Object> merged =
        target instanceof Map ? Json.copy(Json.object(target)) : new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : Json.object(patch).entrySet()) {
      if (entry.getValue() == null) {
        merged.remove(entry.getKey());
      } else {
        merged.put(entry.getKey(), apply(merged.get(entry.getKey()), entry.getValue()));
      }
    }
    return merged;
  }

  /** The patch that makes {@code to} of {@code from}; an object without fields where both agree. */
  public static Map<String, Object> between(Map<String, Object> from, Map<String, Object> to) {
    Map<String, Object> patch = new LinkedHashMap<>();
    for (String key : from.keySet()) {
      if (!to.containsKey(key)) {
        patch.put(key, null);
      }
    }
    for (Map.Entry<String, Object> entry : to.entrySet()) {
      Object old = from.get(entry.getKey());
      Object now = entry.getValue();
      if (old instanceof Map && now instanceof Map) {
        Map<String, Object> inner = between(Json.object(old), Json.object(now));
        if (!inner.isEmpty()) {
          patch.put(entry.getKey(), inner);
        }
      } else if (!Objects.equals(old, now)) {
        patch.put(entry.getKey(), Json.copy(now));
      }
    }
    return patch;
  }
}
