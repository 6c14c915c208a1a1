package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may change of the resources of a pod that exists, in the words of the API server's {@code
 * ValidatePodResize}: cpu and memory of main containers and sidecars, but not the QoS class. What
 * was set once stays set.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/#limitations">limitations
 *     of resizing</a>
 */
public final class ResizeRules {
  private static final String RESOURCES = "].resources";
  private static final String MUTABLE = "only cpu and memory resources are mutable";

  private ResizeRules() {}

  /** Whether a path leads to the resources of a main or init container, or into them. */
  static boolean governs(String path) {
    boolean list = path.startsWith("spec.containers[") || path.startsWith("spec.initContainers[");
    int at = path.indexOf(RESOURCES);
    int end = at + RESOURCES.length();
    return list && at > 0 && (path.length() == end || path.charAt(end) == '.');
  }

  /**
   * A problem for each change that may not be.
   *
   * @param now with the same containers as {@code old}, in the same order; else there is none, as
   *     that is a problem of its own
   */
  public static List<Problem> check(Pod old, Pod now) {
    List<Container> before = old.spec().initAndMainContainers();
    List<Container> after = now.spec().initAndMainContainers();
    List<Problem> problems = new ArrayList<>();
    if (before.size() != after.size()) {
      return problems;
    }
    boolean changed = false;
    for (int i = 0; i < before.size(); i++) {
      changed |= check(before.get(i), after.get(i), problems);
    }
    if (changed && !old.spec().resources().isEmpty()) {
      problems.add(
          new Problem("spec.resources", "pods with pod-level resources cannot be resized"));
    }
    QosClass was = QosClass.of(old);
    QosClass is = QosClass.of(now);
    if (changed && was != is) {
      problems.add(
          new Problem(
              "spec",
              "Pod QOS Class may not change as a result of resizing: it is "
                  + was
                  + ", and would be "
                  + is));
    }
    return problems;
  }

  /** The changes that are none of resources, for those who asked for a resize only. */
  public static List<Problem> onlyResources(
      Map<String, Object> oldPod, Map<String, Object> newPod) {
    List<Problem> problems = new ArrayList<>();
    for (String part : new String[] {"metadata", "spec"}) {
      for (String path : TreeDiff.changed(part, oldPod.get(part), newPod.get(part))) {
        if (!governs(path)) {
          problems.add(new Problem(path, MUTABLE + " with --subresource resize"));
        }
      }
    }
    return problems;
  }

  private static boolean check(Container old, Container now, List<Problem> problems) {
    boolean changed =
        check(
            old, now, "requests", old.resources().requests(), now.resources().requests(), problems);
    changed |=
        check(old, now, "limits", old.resources().limits(), now.resources().limits(), problems);
    return changed;
  }

  private static boolean check(
      Container old,
      Container now,
      String field,
      Map<String, Quantity> before,
      Map<String, Quantity> after,
      List<Problem> problems) {
    String path = now.path() + ".resources." + field;
    boolean changed = false;
    boolean removed = false;
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Quantity was = before.get(name);
      Quantity is = after.get(name);
      if (was != null && is != null && was.compareTo(is) == 0) {
        continue;
      }
      changed = true;
      removed |= is == null;
      if (!name.equals("cpu") && !name.equals("memory")) {
        problems.add(new Problem(path + "." + name, MUTABLE));
      }
    }
    if (removed) {
      problems.add(new Problem(path, "resource " + field + " cannot be removed"));
    }
    boolean init = old.path().startsWith("spec.initContainers");
    if (changed && init && !old.restart().always()) {
      problems.add(new Problem(path, "resources for non-sidecar init containers are immutable"));
    }
    return changed;
  }
}
