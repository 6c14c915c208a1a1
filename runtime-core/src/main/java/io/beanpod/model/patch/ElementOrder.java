package io.beanpod.model.patch;

import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The order of a merged list: what the patch names comes in the patch's order, the rest in the
 * object's, and both are interleaved as far as the object knows of them. An element that is new
 * therefore comes before those that the patch does not name, as it does in Kubernetes.
 *
 * @param key the list's merge key
 * @param path the list's, for messages
 */
record ElementOrder(String key, String path) {

  /**
   * A merged list in order.
   *
   * @param wanted the elements whose order is given, or only their merge keys
   * @param live the list as it was
   */
  List<Object> of(List<Object> merged, List<Object> wanted, List<Object> live) {
    List<Object> named = new ArrayList<>();
    for (Object item : wanted) {
      int at = indexOf(merged, key(item));
      if (at >= 0) {
        named.add(merged.get(at));
      }
    }
    List<Object> others = new ArrayList<>();
    for (Object item : merged) {
      if (indexOf(wanted, key(item)) < 0) {
        others.add(item);
      }
    }
    List<Object> result = new ArrayList<>();
    int other = 0;
    for (Object item : named) {
      int place = indexOf(live, key(item));
      while (other < others.size() && indexOf(live, key(others.get(other))) < place) {
        result.add(others.get(other++));
      }
      result.add(item);
    }
    result.addAll(others.subList(other, others.size()));
    return result;
  }

  /** Refuses a patch whose own list contradicts the order it asks for. */
  void check(List<Object> patch, List<Object> order) {
    int last = -1;
    for (Object item : patch) {
      int at = indexOf(order, key(item));
      if (at < 0 || at < last) {
        throw new PatchException(
            path
                + ": "
                + Shown.of(key(item))
                + " stands elsewhere, or not at all, in $setElementOrder");
      }
      last = at;
    }
  }

  int indexOf(List<Object> list, Object value) {
    for (int i = 0; i < list.size(); i++) {
      if (key(list.get(i)).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  /** What tells an element from the others. */
  Object key(Object item) {
    if (key.equals(MergeKeys.THE_VALUE)) {
      return item;
    }
    if (!(item instanceof Map)) {
      throw new PatchException(path + ": an element must be an object, not " + Shown.of(item));
    }
    Object value = Json.object(item).get(key);
    if (value == null) {
      throw new PatchException(
          path + ": " + Shown.of(item) + " lacks \"" + key + "\", by which this list is merged");
    }
    return value;
  }
}
