package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an apply may change of a pod that exists: its labels, its annotations and its tolerations.
 *
 * <p>Both trees have their defaults filled in ({@link Defaults}). Kubernetes also allows a new
 * image and a shorter deadline, which need work in the running pod that Beanpod has not built.
 */
public final class ImmutableFields {
  private static final String REMEDY = "field is immutable on a running pod; use delete and apply";
  private static final String IMAGE_REMEDY =
      "Beanpod cannot change the image of a running pod yet; use delete and apply";

  /** Where the system chose a value that the user may leave out. */
  private static final Set<String> CHOSEN_BY_SYSTEM =
      Set.of("spec.nodeName", "spec.serviceAccount", "spec.serviceAccountName", "spec.priority");

  private static final Set<String> MUTABLE = Set.of("spec.tolerations");

  private ImmutableFields() {}

  /** A problem for each changed field that may not change; empty where the apply may go on. */
  public static List<Problem> check(Map<String, Object> oldPod, Map<String, Object> newPod) {
    List<Problem> problems = new ArrayList<>();
    for (String path : changedInSpec(oldPod, newPod)) {
      if (!isUnder(path, MUTABLE)) {
        boolean image = path.startsWith("spec.containers[") && path.endsWith("].image");
        problems.add(new Problem(path, image ? IMAGE_REMEDY : REMEDY));
      }
    }
    return problems;
  }

  /** Whether an apply changes nothing: {@code unchanged}, not {@code configured}. */
  public static boolean same(Map<String, Object> oldPod, Map<String, Object> newPod) {
    List<String> changed = changedInSpec(oldPod, newPod);
    for (String field : List.of("labels", "annotations")) {
      diff(
          "metadata." + field,
          Json.at(oldPod, "metadata", field),
          Json.at(newPod, "metadata", field),
          changed);
    }
    return changed.isEmpty();
  }

  /** The old pod, status and all, with what may change taken from the new one. */
  public static Map<String, Object> merge(Map<String, Object> oldPod, Map<String, Object> newPod) {
    Map<String, Object> merged = Json.copy(oldPod);
    for (String field : List.of("labels", "annotations")) {
      take(Json.object(merged.get("metadata")), field, Json.at(newPod, "metadata", field));
    }
    take(Json.object(merged.get("spec")), "tolerations", Json.at(newPod, "spec", "tolerations"));
    return merged;
  }

  private static void take(Map<String, Object> object, String field, Object value) {
    if (FieldValues.isEmpty(value)) {
      object.remove(field);
    } else {
      object.put(field, Json.copy(value));
    }
  }

  private static List<String> changedInSpec(
      Map<String, Object> oldPod, Map<String, Object> newPod) {
    List<String> changed = new ArrayList<>();
    diff("spec", oldPod.get("spec"), newPod.get("spec"), changed);
    Map<String, Object> spec = Json.object(newPod.get("spec"));
    List<String> chosen = new ArrayList<>();
    for (String path : changed) {
      if (!CHOSEN_BY_SYSTEM.contains(path) || spec.get(path.substring("spec.".length())) != null) {
        chosen.add(path);
      }
    }
    return chosen;
  }

  /** Null, an empty object and an empty list are the same as an absent field. */
  private static void diff(String path, Object old, Object now, List<String> changed) {
    if (isNothing(old) && isNothing(now)) {
      return;
    }
    if (old instanceof Map && now instanceof Map) {
      Set<String> keys = new LinkedHashSet<>(Json.object(old).keySet());
      keys.addAll(Json.object(now).keySet());
      for (String key : keys) {
        diff(path + "." + key, Json.object(old).get(key), Json.object(now).get(key), changed);
      }
    } else if (old instanceof List
        && now instanceof List
        && Json.list(old).size() == Json.list(now).size()) {
      for (int i = 0; i < Json.list(old).size(); i++) {
        diff(path + "[" + i + "]", Json.list(old).get(i), Json.list(now).get(i), changed);
      }
    } else if (!Json.sameLeaf(old, now)) {
      changed.add(path);
    }
  }

  private static boolean isNothing(Object value) {
    return value == null
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  private static boolean isUnder(String path, Set<String> roots) {
    for (String root : roots) {
      if (path.equals(root) || path.startsWith(root + ".") || path.startsWith(root + "[")) {
        return true;
      }
    }
    return false;
  }
}
