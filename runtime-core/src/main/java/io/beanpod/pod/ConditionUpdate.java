package io.beanpod.pod;

import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.Problem;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The one way in which a status changes from outside: conditions of types that are not the
 * kubelet's, such as {@code spec.readinessGates} names. What the API server's {@code PATCH
 * pods/NAME/status} takes besides, the kubelet would overwrite.
 */
public final class ConditionUpdate {
  /** The kubelet's own, and DisruptionTarget, which says why a pod was ended. */
  private static final Set<String> OWN =
      Set.of(
          "PodScheduled",
          "PodReadyToStartContainers",
          "Initialized",
          "ContainersReady",
          "Ready",
          "DisruptionTarget");

  private static final Set<String> STATUSES = Set.of("True", "False", "Unknown");
  private static final String CONDITIONS = "conditions";

  private ConditionUpdate() {}

  /**
   * The conditions that {@code newTree} adds or changes.
   *
   * @throws InvalidManifest where anything else of the status differs, or a condition is malformed
   */
  public static List<Map<String, Object>> changed(StoredPod old, Map<String, Object> newTree) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Object> before = Json.object(old.tree().get("status"));
    Map<String, Object> after = Json.object(newTree.get("status"));
    Set<String> fields = new LinkedHashSet<>(before.keySet());
    fields.addAll(after.keySet());
    for (String field : fields) {
      boolean same = Objects.equals(before.get(field), after.get(field));
      if (!field.equals(CONDITIONS) && !same) {
        problems.add(
            new Problem("status." + field, "is the pod's own; only conditions can be patched"));
      }
    }
    List<Map<String, Object>> changed = conditions(before, after, problems);
    if (!problems.isEmpty()) {
      throw new InvalidManifest("pod/" + old.name(), problems);
    }
    return changed;
  }

  /** Hands conditions to the pod's pause, which writes when each has changed. */
  public static void apply(Root root, StoredPod pod, List<Map<String, Object>> conditions)
      throws IOException {
    if (!conditions.isEmpty() && !pod.pauseAlive()) {
      throw new IOException(
          "pod/" + pod.name() + " has ended (phase " + pod.phase() + "), and its status with it");
    }
    for (Map<String, Object> condition : conditions) {
      ControlClient.condition(
          root,
          pod.uid(),
          text(condition, "type"),
          text(condition, "status"),
          text(condition, "reason"),
          text(condition, "message"));
    }
  }

  private static List<Map<String, Object>> conditions(
      Map<String, Object> before, Map<String, Object> after, List<Problem> problems) {
    List<Object> old = Json.list(before.get(CONDITIONS));
    List<Object> now = Json.list(after.get(CONDITIONS));
    List<Map<String, Object>> changed = new ArrayList<>();
    for (Object condition : now) {
      if (!old.contains(condition)) {
        check(Json.object(condition), problems);
        changed.add(Json.object(condition));
      }
    }
    for (Object condition : old) {
      if (!now.contains(condition) && !isNamed(text(Json.object(condition), "type"), now)) {
        problems.add(
            new Problem(path(condition), "cannot be removed; give it another status instead"));
      }
    }
    return changed;
  }

  private static boolean isNamed(String type, List<Object> conditions) {
    for (Object condition : conditions) {
      if (type.equals(Json.object(condition).get("type"))) {
        return true;
      }
    }
    return false;
  }

  private static void check(Map<String, Object> condition, List<Problem> problems) {
    String type = text(condition, "type");
    if (type.isEmpty()) {
      problems.add(new Problem("status.conditions", "a condition needs a type"));
    } else if (OWN.contains(type)) {
      problems.add(new Problem(path(condition), "is the pod's own; choose another type"));
    }
    if (!STATUSES.contains(text(condition, "status"))) {
      problems.add(new Problem(path(condition) + ".status", "must be True, False or Unknown"));
    }
    for (String field : new String[] {"type", "status", "reason"}) {
      if (text(condition, field).indexOf('\n') >= 0) {
        problems.add(new Problem(path(condition) + "." + field, "must be one line"));
      }
    }
  }

  private static String path(Object condition) {
    return "status.conditions[" + text(Json.object(condition), "type") + "]";
  }

  private static String text(Map<String, Object> condition, String field) {
    return Json.string(condition.get(field));
  }
}
