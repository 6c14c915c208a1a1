package io.beanpod.model.patch;

import io.beanpod.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kubernetes' strategic merge patch: as a JSON merge patch, but lists with a merge key ({@link
 * MergeKeys}) are merged element by element, and directives say what else is to happen:
 *
 * <pre>
 * $patch: replace|delete|merge          in an object or in an element of a list
 * $retainKeys: [a, b]                   the object's other fields go
 * $deleteFromPrimitiveList/FIELD: [x]   these go from a list of plain values
 * $setElementOrder/FIELD: [...]         the order of the list afterwards
 * </pre>
 *
 * @see <a
 *     href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md">its
 *     description</a>
 */
public final class StrategicMerge {
  static final String PATCH = "$patch";
  private static final String RETAIN_KEYS = "$retainKeys";
  private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
  private static final String SET_ORDER = "$setElementOrder/";

  private StrategicMerge() {}

  /**
   * What an object becomes; both stay as they are.
   *
   * @param object such as a {@code v1.Pod}
   * @throws PatchException naming the field whose patch is malformed
   */
  public static Map<String, Object> apply(Map<String, Object> object, Map<String, Object> patch) {
    Map<String, Object> merged = Json.copy(object);
    mergeInto(merged, Json.copy(patch), "");
    return merged;
  }

  /** Merges into an object of the caller's own. */
  static void mergeInto(Map<String, Object> object, Map<String, Object> patch, String path) {
    Object how = patch.remove(PATCH);
    if (how != null && !how.equals("merge")) {
      whole(object, patch, how, path);
      return;
    }
    retain(object, patch, path);
    for (Map.Entry<String, Object> entry : patch.entrySet()) {
      String key = entry.getKey();
      if (key.startsWith(DELETE_FROM)) {
        String field = key.substring(DELETE_FROM.length());
        Json.list(object.get(field)).removeAll(list(entry.getValue(), path(path, key)));
      } else if (!key.startsWith("$")) {
        field(object, key, entry.getValue(), patch, path(path, key));
      } else if (key.startsWith(SET_ORDER)) {
        order(object, patch, key.substring(SET_ORDER.length()), path);
      } else {
        throw new PatchException(path(path, key) + ": unknown directive");
      }
    }
  }

  /** {@code $patch: replace} and {@code $patch: delete} of a whole object. */
  private static void whole(
      Map<String, Object> object, Map<String, Object> patch, Object how, String path) {
    if (!how.equals("replace") && !how.equals("delete")) {
      throw new PatchException(
          path(path, PATCH) + ": " + Shown.of(how) + " is unknown; use replace, delete or merge");
    }
    object.clear();
    if (how.equals("replace")) {
      object.putAll(Json.object(Directives.drop(patch)));
    }
  }

  private static void retain(Map<String, Object> object, Map<String, Object> patch, String path) {
    if (!patch.containsKey(RETAIN_KEYS)) {
      return;
    }
    List<Object> kept = list(patch.remove(RETAIN_KEYS), path(path, RETAIN_KEYS));
    for (Map.Entry<String, Object> entry : patch.entrySet()) {
      if (entry.getValue() != null
          && !entry.getKey().startsWith("$")
          && !kept.contains(entry.getKey())) {
        throw new PatchException(
            path(path, entry.getKey()) + ": is set, but not among its object's " + RETAIN_KEYS);
      }
    }
    object.keySet().retainAll(kept);
  }

  private static void field(
      Map<String, Object> object,
      String key,
      Object value,
      Map<String, Object> patch,
      String path) {
    Object old = object.get(key);
    if (value == null) {
      object.remove(key);
    } else if (old instanceof Map && value instanceof Map) {
      mergeInto(Json.object(old), Json.object(value), path);
    } else if (value instanceof List && (old == null || old instanceof List)) {
      Optional<String> mergeKey = MergeKeys.of(path);
      object.put(
          key,
          mergeKey.isEmpty()
              ? Directives.drop(value)
              : new ListMerge(mergeKey.get(), path)
                  .merge(Json.list(old), Json.list(value), orderOf(patch, key, path)));
    } else {
      object.put(key, Directives.drop(value));
    }
  }

  /** The order of a list that the patch does not change otherwise. */
  private static void order(
      Map<String, Object> object, Map<String, Object> patch, String field, String path) {
    if (!patch.containsKey(field) && object.get(field) instanceof List) {
      field(object, field, List.of(), patch, path(path, field));
    }
  }

  /** What {@code $setElementOrder} says of a list. */
  private static Optional<List<Object>> orderOf(
      Map<String, Object> patch, String field, String path) {
    String directive = SET_ORDER + field;
    return patch.containsKey(directive)
        ? Optional.of(list(patch.get(directive), path))
        : Optional.empty();
  }

  private static List<Object> list(Object value, String path) {
    if (value instanceof List) {
      return Json.list(value);
    }
    throw new PatchException(path + ": must be a list, not " + Shown.of(value));
  }

  private static String path(String object, String field) {
    return object.isEmpty() ? field : object + "." + field;
  }
}
