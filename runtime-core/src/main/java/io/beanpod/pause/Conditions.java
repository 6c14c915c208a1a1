package io.beanpod.pause;

import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.ContainerLife;
import io.beanpod.lifecycle.Phase;
import io.beanpod.lifecycle.PodLife;
import io.beanpod.lifecycle.PodResize;
import io.beanpod.model.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code status.conditions}: the five that the kubelet keeps, those that tell of a resize, and
 * those that others have set, for the pod's readiness gates. Remembers when each changed last.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions">pod
 *     conditions</a>
 */
final class Conditions {
  private final List<String> gates;
  private final Map<String, Condition> known = new LinkedHashMap<>();
  private final Map<String, Condition> others = new LinkedHashMap<>();
  private List<PodResize.Condition> resizing = List.of();
  private long generation;

  private record Condition(String status, String reason, String message, Instant since) {}

  /**
   * None yet.
   *
   * @param gates {@code spec.readinessGates}
   */
  Conditions(List<String> gates) {
    this.gates = gates;
  }

  /** Sets one that is not the kubelet's. */
  void set(String type, String status, String reason, String message, Instant now) {
    Condition before = others.get(type);
    Instant since = before != null && before.status().equals(status) ? before.since() : now;
    others.put(type, new Condition(status, reason, message, since));
  }

  /** How far a change of resources has come. */
  void resizing(List<PodResize.Condition> now) {
    resizing = now;
  }

  /** The kubelet's own are about that {@code metadata.generation}. */
  void observed(long newGeneration) {
    generation = newGeneration;
  }

  /** All of them, as a tree. */
  List<Object> of(PodLife pod, Instant now) {
    Phase verdict = pod.verdict();
    put("PodReadyToStartContainers", !pod.phase().ended(), "", "", now);
    initialized(pod, verdict, now);
    ready(pod, verdict, now);
    put("PodScheduled", true, "", "", now);
    List<Object> all = new ArrayList<>();
    for (Map.Entry<String, Condition> condition : others.entrySet()) {
      all.add(tree(condition.getKey(), condition.getValue()));
    }
    for (PodResize.Condition c : resizing) {
      Condition condition = new Condition("True", c.reason(), c.message(), c.since());
      all.add(observed(tree(c.type(), condition), c.generation()));
    }
    for (Map.Entry<String, Condition> condition : known.entrySet()) {
      all.add(observed(tree(condition.getKey(), condition.getValue()), generation));
    }
    return all;
  }

  private void initialized(PodLife pod, Phase verdict, Instant now) {
    String incomplete = uninitialized(pod);
    if (verdict == Phase.Succeeded) {
      put("Initialized", true, "PodCompleted", "", now);
    } else if (incomplete.isEmpty()) {
      put("Initialized", true, "", "", now);
    } else {
      String message = "containers with incomplete status: [" + incomplete + "]";
      put("Initialized", false, "ContainersNotInitialized", message, now);
    }
  }

  private void ready(PodLife pod, Phase verdict, Instant now) {
    String unready = unready(pod);
    if (verdict.ended()) {
      String reason = verdict == Phase.Succeeded ? "PodCompleted" : "PodFailed";
      put("Ready", false, reason, "", now);
      put("ContainersReady", false, reason, "", now);
    } else if (!unready.isEmpty()) {
      String message = "containers with unready status: [" + unready + "]";
      put("Ready", false, "ContainersNotReady", message, now);
      put("ContainersReady", false, "ContainersNotReady", message, now);
    } else {
      String gate = closedGate();
      put("Ready", gate.isEmpty(), gate.isEmpty() ? "" : "ReadinessGatesNotReady", gate, now);
      put("ContainersReady", true, "", "", now);
    }
  }

  /** The init containers that are not done and the sidecars that have not started. */
  private static String uninitialized(PodLife pod) {
    StringBuilder names = new StringBuilder();
    if (!pod.initialized()) {
      for (ContainerLife c : pod.containers()) {
        boolean incomplete =
            c.kind() == ContainerKind.INIT && !c.ready()
                || c.kind() == ContainerKind.SIDECAR && !c.started();
        if (incomplete) {
          names.append(names.isEmpty() ? "" : " ").append(c.name());
        }
      }
    }
    return names.toString();
  }

  private static String unready(PodLife pod) {
    StringBuilder names = new StringBuilder();
    for (ContainerLife c : pod.containers()) {
      boolean counts = c.kind() == ContainerKind.MAIN || c.kind() == ContainerKind.SIDECAR;
      if (counts && !c.ready()) {
        names.append(names.isEmpty() ? "" : " ").append(c.name());
      }
    }
    return names.toString();
  }

  private String closedGate() {
    StringBuilder closed = new StringBuilder();
    for (String gate : gates) {
      Condition condition = others.get(gate);
      if (condition == null || !condition.status().equals("True")) {
        closed.append(closed.isEmpty() ? "" : ", ");
        closed.append(
            condition == null
                ? "corresponding condition of pod readiness gate \"" + gate + "\" does not exist."
                : "the status of pod readiness gate \""
                    + gate
                    + "\" is not \"True\", but "
                    + condition.status());
      }
    }
    return closed.toString();
  }

  private void put(String type, boolean isTrue, String reason, String message, Instant now) {
    String status = isTrue ? "True" : "False";
    Condition before = known.get(type);
    Instant since = before != null && before.status().equals(status) ? before.since() : now;
    known.put(type, new Condition(status, reason, message, since));
  }

  private static Map<String, Object> observed(Map<String, Object> condition, long generation) {
    condition.put("observedGeneration", generation);
    return condition;
  }

  private static Map<String, Object> tree(String type, Condition condition) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", type);
    tree.put("status", condition.status());
    tree.put("lastProbeTime", null);
    tree.put("lastTransitionTime", Timestamp.seconds(condition.since()));
    if (!condition.reason().isEmpty()) {
      tree.put("reason", condition.reason());
    }
    if (!condition.message().isEmpty()) {
      tree.put("message", condition.message());
    }
    return tree;
  }
}
