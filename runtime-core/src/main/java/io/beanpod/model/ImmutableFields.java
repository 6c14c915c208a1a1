package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may change of a pod that exists, by the rules of the API server's {@code ValidatePodUpdate}:
 * labels and annotations, the images of its containers, its deadline (set once, then only lowered),
 * its tolerations (added to), and, by rules of their own ({@link ResizeRules}), its resources.
 *
 * <p>Both trees have their defaults filled in ({@link Defaults}).
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement">pod
 *     update and replacement</a>
 */
public final class ImmutableFields {
  private static final String ANEW = "make the pod anew: beanpod replace --force -f FILE";
  private static final String NEVER = ImagePullPolicy.Never.name(); // no tag makes that
  private static final String DEADLINE = "activeDeadlineSeconds";
  private static final String TOLERATIONS = "tolerations";
  private static final String EPHEMERAL = "ephemeralContainers";
  private static final String[] LISTS = {"containers", "initContainers"};

  /** Where the system chose a value that the user may leave out. */
  private static final Set<String> CHOSEN_BY_SYSTEM =
      Set.of("nodeName", "serviceAccount", "serviceAccountName", "priority", EPHEMERAL);

  private ImmutableFields() {}

  /** A problem for each changed field that may not change; empty where the update may go on. */
  public static List<Problem> check(Map<String, Object> oldPod, Map<String, Object> newPod) {
    List<Problem> problems = new ArrayList<>();
    for (String field : new String[] {"name", "namespace"}) {
      if (!Json.sameLeaf(Json.at(oldPod, "metadata", field), Json.at(newPod, "metadata", field))) {
        problems.add(new Problem("metadata." + field, "field is immutable"));
      }
    }
    Map<String, Object> old = Json.object(oldPod.get("spec"));
    Map<String, Object> now = Json.object(newPod.get("spec"));
    for (String path : changedInSpec(old, now)) {
      if (!mayChange(path)) {
        problems.add(new Problem(path, reason(path)));
      }
    }
    deadline(old.get(DEADLINE), now.get(DEADLINE), problems);
    tolerations(Json.list(old.get(TOLERATIONS)), Json.list(now.get(TOLERATIONS)), problems);
    return problems;
  }

  /** Whether an update changes nothing: {@code unchanged}, not {@code configured}. */
  public static boolean same(Map<String, Object> oldPod, Map<String, Object> newPod) {
    for (String field : new String[] {"labels", "annotations"}) {
      Object old = Json.at(oldPod, "metadata", field);
      if (!TreeDiff.changed(field, old, Json.at(newPod, "metadata", field)).isEmpty()) {
        return false;
      }
    }
    return changedInSpec(Json.object(oldPod.get("spec")), Json.object(newPod.get("spec")))
        .isEmpty();
  }

  /** The old pod, status and all, with what may change taken from the new one. */
  public static Map<String, Object> merge(Map<String, Object> oldPod, Map<String, Object> newPod) {
    Map<String, Object> merged = Json.copy(oldPod);
    for (String field : new String[] {"labels", "annotations"}) {
      take(Json.object(merged.get("metadata")), field, Json.at(newPod, "metadata", field));
    }
    Map<String, Object> spec = Json.object(merged.get("spec"));
    Map<String, Object> now = Json.object(newPod.get("spec"));
    if (!changedInSpec(spec, now).isEmpty()) {
      countGeneration(merged);
    }
    take(spec, DEADLINE, now.get(DEADLINE));
    take(spec, TOLERATIONS, now.get(TOLERATIONS));
    for (String list : LISTS) {
      for (int i = 0; i < Json.list(spec.get(list)).size(); i++) {
        Map<String, Object> from = Json.object(Json.list(now.get(list)).get(i));
        Map<String, Object> container = Json.object(Json.list(spec.get(list)).get(i));
        container.put("image", from.get("image"));
        ResourceTree.take(
            Json.object(container.get("resources")), Json.object(from.get("resources")));
      }
    }
    return merged;
  }

  /** One more change of the spec: {@code metadata.generation}, which is 1 at first. */
  public static void countGeneration(Map<String, Object> pod) {
    Map<String, Object> metadata = Json.object(pod.get("metadata"));
    long before = metadata.get("generation") instanceof Long number ? number : 1;
    metadata.put("generation", before + 1);
  }

  private static void take(Map<String, Object> object, String field, Object value) {
    if (FieldValues.isEmpty(value)) {
      object.remove(field);
    } else {
      object.put(field, Json.copy(value));
    }
  }

  private static List<String> changedInSpec(Map<String, Object> old, Map<String, Object> now) {
    List<String> changed = new ArrayList<>();
    for (String path : TreeDiff.changed("spec", old, now)) {
      String field = path.substring("spec.".length());
      boolean leftOut = CHOSEN_BY_SYSTEM.contains(field) && now.get(field) == null;
      if (!leftOut && !isSameAmount(path, old, now) && !followsItsImage(path, old, now)) {
        changed.add(path);
      }
    }
    return changed;
  }

  private static boolean isSameAmount(
      String path, Map<String, Object> old, Map<String, Object> now) {
    return ResizeRules.governs(path)
        && ResourceTree.same(path, container(path, old), container(path, now));
  }

  private static Map<String, Object> container(String path, Map<String, Object> spec) {
    String list = path.substring("spec.".length(), path.indexOf('['));
    int index = Integer.parseInt(path.substring(path.indexOf('[') + 1, path.indexOf(']')));
    return Json.object(Json.list(spec.get(list)).get(index));
  }

  /**
   * Whether this is a pull policy that the image's tag made, where the tag that made the old one
   * may be an earlier image's: kubectl's patch would not have it, and it stays what it was.
   */
  private static boolean followsItsImage(
      String path, Map<String, Object> old, Map<String, Object> now) {
    if (!path.endsWith("].imagePullPolicy")) {
      return false;
    }
    Map<String, Object> before = container(path, old);
    Map<String, Object> after = container(path, now);
    return !NEVER.equals(before.get("imagePullPolicy"))
        && Defaults.pullPolicy(Json.string(after.get("image")))
            .equals(after.get("imagePullPolicy"));
  }

  private static boolean mayChange(String path) {
    boolean image =
        path.endsWith("].image")
            && (path.startsWith("spec.containers[") || path.startsWith("spec.initContainers["));
    return image
        || ResizeRules.governs(path)
        || path.equals("spec." + DEADLINE)
        || path.equals("spec." + TOLERATIONS)
        || path.startsWith("spec." + TOLERATIONS + "[");
  }

  private static String reason(String path) {
    if (path.equals("spec.containers") || path.equals("spec.initContainers")) {
      return "pod updates may not add or remove containers; " + ANEW;
    }
    if (path.startsWith("spec." + EPHEMERAL)) {
      return "pod updates may not change ephemeral containers; beanpod debug adds one";
    }
    return "field is immutable: pod updates may change only the images and resources of containers,"
        + " activeDeadlineSeconds and tolerations; "
        + ANEW;
  }

  private static void deadline(Object old, Object now, List<Problem> problems) {
    if (!(old instanceof Long before)) {
      return;
    }
    if (!(now instanceof Long after)) {
      problems.add(new Problem("spec." + DEADLINE, "must stay set; it is " + before));
    } else if (after > before) {
      problems.add(
          new Problem(
              "spec." + DEADLINE, "must be less than or equal to the previous value, " + before));
    }
  }

  /** Each of the old ones has to be there still, but for its seconds. */
  private static void tolerations(List<Object> old, List<Object> now, List<Problem> problems) {
    for (int i = 0; i < old.size(); i++) {
      boolean kept = false;
      for (Object one : now) {
        kept |= isSameButForSeconds(Json.object(old.get(i)), Json.object(one));
      }
      if (!kept) {
        problems.add(
            new Problem(
                "spec." + TOLERATIONS,
                "existing toleration "
                    + JsonWriter.compact(old.get(i))
                    + " can not be modified except its tolerationSeconds; "
                    + ANEW));
      }
    }
  }

  private static boolean isSameButForSeconds(Map<String, Object> old, Map<String, Object> now) {
    for (String path : TreeDiff.changed("", old, now)) {
      if (!path.equals(".tolerationSeconds")) {
        return false;
      }
    }
    return true;
  }
}
