package io.beanpod.cli.text;

import io.beanpod.model.Json;
import io.beanpod.model.Rfc3339;
import java.util.List;
import java.util.Map;

/**
 * What {@code kubectl get pods} says of a pod: {@code printPod} of Kubernetes'
 * pkg/printers/internalversion, rule by rule.
 *
 * @param ready ready containers of all, sidecars included: {@code 1/2}
 * @param status one word, which is not the phase
 * @param restarts {@code 3 (12s ago)}
 */
public record PodRow(String ready, String status, String restarts) {

  /** The row of a v1.Pod at a time in milliseconds since the epoch. */
  public static PodRow of(Map<String, Object> pod, long now) {
    Map<String, Object> status = Json.object(pod.get("status"));
    List<Object> inits = Json.list(Json.at(pod, "spec", "initContainers"));
    Count all = new Count();
    Count sidecars = new Count();
    String word = initWord(Json.list(status.get("initContainerStatuses")), inits, all, sidecars);
    Count count = all;
    if (word.isEmpty() || isTrue(status, "Initialized")) {
      // Restarts of init containers that have ended count no more, those of sidecars do.
      count = sidecars;
      word = mainWord(status, word.isEmpty() ? phaseWord(status) : word, count);
    }
    if (Json.at(pod, "metadata", "deletionTimestamp") != null) {
      word = deletedWord(status, word);
    }
    int total = Json.list(Json.at(pod, "spec", "containers")).size();
    for (Object init : inits) {
      total += isSidecar(Json.object(init)) ? 1 : 0;
    }
    String restarts = Long.toString(count.restarts);
    if (count.restarts != 0 && count.lastRestart > 0) {
      restarts += " (" + HumanDuration.of(now - count.lastRestart) + " ago)";
    }
    return new PodRow(count.ready + "/" + total, word, restarts);
  }

  /** How many of the pod's readiness gates are open, {@code 0/1}; {@code <none>} without any. */
  public static String readinessGates(Map<String, Object> pod) {
    List<Object> gates = Json.list(Json.at(pod, "spec", "readinessGates"));
    if (gates.isEmpty()) {
      return "<none>";
    }
    int open = 0;
    for (Object gate : gates) {
      String type = Json.string(Json.object(gate).get("conditionType"));
      open += isTrue(Json.object(pod.get("status")), type) ? 1 : 0;
    }
    return open + "/" + gates.size();
  }

  private static final class Count {
    private long restarts;
    private long lastRestart;
    private int ready;

    void add(Map<String, Object> container) {
      restarts += number(container.get("restartCount"));
      String ended = Json.string(Json.at(container, "lastState", "terminated", "finishedAt"));
      lastRestart = Math.max(lastRestart, Rfc3339.millis(ended).orElse(0));
    }
  }

  /** The phase, or what says more than it. */
  private static String phaseWord(Map<String, Object> status) {
    String scheduled = Json.string(condition(status, "PodScheduled").get("reason"));
    if (scheduled.equals("SchedulingGated")) {
      return scheduled;
    }
    String reason = Json.string(status.get("reason"));
    return reason.isEmpty() ? Json.string(status.get("phase")) : reason;
  }

  private static String deletedWord(Map<String, Object> status, String word) {
    if ("NodeLost".equals(status.get("reason"))) {
      return "Unknown";
    }
    String phase = Json.string(status.get("phase"));
    return phase.equals("Succeeded") || phase.equals("Failed") ? word : "Terminating";
  }

  /** {@code Init:…} while an init container has neither ended well nor started as a sidecar. */
  private static String initWord(
      List<Object> statuses, List<Object> inits, Count all, Count sidecars) {
    for (int i = 0; i < statuses.size(); i++) {
      Map<String, Object> container = Json.object(statuses.get(i));
      boolean sidecar = isSidecar(named(inits, container.get("name")));
      all.add(container);
      if (sidecar) {
        sidecars.add(container);
      }
      Map<String, Object> state = Json.object(container.get("state"));
      Map<String, Object> terminated = Json.object(state.get("terminated"));
      boolean ended = state.containsKey("terminated");
      if (ended && number(terminated.get("exitCode")) == 0) {
        continue;
      }
      if (sidecar && Boolean.TRUE.equals(container.get("started"))) {
        if (Boolean.TRUE.equals(container.get("ready"))) {
          all.ready++;
          sidecars.ready++;
        }
        continue;
      }
      if (ended) {
        return "Init:" + terminatedWord(terminated);
      }
      String waiting = Json.string(Json.at(state, "waiting", "reason"));
      return waiting.isEmpty() || waiting.equals("PodInitializing")
          ? "Init:" + i + "/" + inits.size()
          : "Init:" + waiting;
    }
    return "";
  }

  private static String mainWord(Map<String, Object> status, String before, Count count) {
    String word = before;
    String error = "";
    boolean running = false;
    List<Object> statuses = Json.list(status.get("containerStatuses"));
    for (int i = statuses.size() - 1; i >= 0; i--) {
      Map<String, Object> container = Json.object(statuses.get(i));
      count.add(container);
      Map<String, Object> state = Json.object(container.get("state"));
      String waiting = Json.string(Json.at(state, "waiting", "reason"));
      if (!waiting.isEmpty()) {
        word = waiting;
      } else if (state.containsKey("terminated")) {
        Map<String, Object> terminated = Json.object(state.get("terminated"));
        word = terminatedWord(terminated);
        error = number(terminated.get("exitCode")) == 0 ? error : word;
      } else if (Boolean.TRUE.equals(container.get("ready")) && state.containsKey("running")) {
        running = true;
        count.ready++;
      }
    }
    if (!word.equals("Completed")) {
      return word;
    }
    if (running && isTrue(status, "Ready")) {
      return "Running";
    }
    if (!error.isEmpty()) {
      return error;
    }
    return running ? "NotReady" : word;
  }

  private static String terminatedWord(Map<String, Object> terminated) {
    String reason = Json.string(terminated.get("reason"));
    if (!reason.isEmpty()) {
      return reason;
    }
    long signal = number(terminated.get("signal"));
    return signal != 0 ? "Signal:" + signal : "ExitCode:" + number(terminated.get("exitCode"));
  }

  private static boolean isSidecar(Map<String, Object> initContainer) {
    return "Always".equals(initContainer.get("restartPolicy"));
  }

  private static Map<String, Object> named(List<Object> containers, Object name) {
    for (Object container : containers) {
      Map<String, Object> each = Json.object(container);
      if (name != null && name.equals(each.get("name"))) {
        return each;
      }
    }
    return Map.of();
  }

  private static boolean isTrue(Map<String, Object> status, String condition) {
    return "True".equals(condition(status, condition).get("status"));
  }

  private static Map<String, Object> condition(Map<String, Object> status, String type) {
    for (Object item : Json.list(status.get("conditions"))) {
      Map<String, Object> each = Json.object(item);
      if (type.equals(each.get("type"))) {
        return each;
      }
    }
    return Map.of();
  }

  private static long number(Object value) {
    return value instanceof Long number ? number : 0;
  }
}
