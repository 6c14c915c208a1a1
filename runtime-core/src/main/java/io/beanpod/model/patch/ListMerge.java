package io.beanpod.model.patch;

import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges a list by its merge key.
 *
 * @param key the field that tells elements apart, or {@link MergeKeys#THE_VALUE}
 * @param path the list's, for messages
 */
record ListMerge(String key, String path) {

  /**
   * The merged list.
   *
   * @param order that of {@code $setElementOrder}; without it the patch's own order counts
   */
  List<Object> merge(List<Object> old, List<Object> patch, Optional<List<Object>> order) {
    for (Object item : patch) {
      if (Directives.isOnlyDirective(item) && Directives.of(item).equals("replace")) {
        return Json.list(Directives.drop(patch));
      }
    }
    ElementOrder elements = new ElementOrder(key, path);
    List<Object> merged = new ArrayList<>(old);
    List<Object> present = new ArrayList<>();
    for (Object item : patch) {
      if (key.equals(MergeKeys.THE_VALUE)) {
        if (!merged.contains(item)) {
          merged.add(item);
        }
        present.add(item);
      } else if (element(elements, merged, item)) {
        present.add(item);
      }
    }
    if (order.isPresent()) {
      elements.check(present, order.get());
    }
    return elements.of(merged, order.orElse(present), old);
  }

  /** Merges one object; false where that was to delete it. */
  private boolean element(ElementOrder elements, List<Object> merged, Object item) {
    Object value = elements.key(item);
    int at = elements.indexOf(merged, value);
    String how = Directives.of(item);
    switch (how) {
      case "delete":
        if (at >= 0) {
          merged.remove(at);
        }
        return false;
      case "", "merge", "replace":
        if (at < 0) {
          merged.add(Directives.drop(item));
        } else {
          Map<String, Object> copy = Json.copy(Json.object(merged.get(at)));
          StrategicMerge.mergeInto(copy, Json.copy(Json.object(item)), path);
          merged.set(at, copy);
        }
        return true;
      default:
        throw new PatchException(
            path
                + "["
                + key
                + "="
                + value
                + "].$patch: \""
                + how
                + "\" is unknown; use replace, delete or merge");
    }
  }
}
