package io.beanpod.cli.text;

import io.beanpod.model.Json;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What {@code kubectl get pods} says of a pod: {@code printPod} of Kubernetes'
 * pkg/printers/internalversion, rule by rule.
 *
 * @param ready ready containers of all, {@code 1/2}
 * @param status one word, which is not the phase
 * @param restarts {@code 3 (12s ago)}
 */
public record PodRow(String ready, String status, String restarts) {

  /** The row of a v1.Pod at a time in milliseconds since the epoch. */
  public static PodRow of(Map<String, Object> pod, long now) {
    Map<String, Object> status = Json.object(pod.get("status"));
    String word = Json.string(status.get("phase"));
    if (!Json.string(status.get("reason")).isEmpty()) {
      word = Json.string(status.get("reason"));
    }
    List<Object> inits = Json.list(status.get("initContainerStatuses"));
    Count count = new Count();
    String init =
        initStatus(inits, Json.list(Json.at(pod, "spec", "initContainers")).size(), count);
    if (init.isEmpty() || isTrue(status, "Initialized")) {
      count = new Count();
      word = mainStatus(status, word, count);
    } else {
      word = init;
    }
    boolean terminal =
        "Succeeded".equals(status.get("phase")) || "Failed".equals(status.get("phase"));
    if (Json.at(pod, "metadata", "deletionTimestamp") != null && !terminal) {
      word = "Terminating";
    }
    int total = Json.list(Json.at(pod, "spec", "containers")).size();
    String restarts = Long.toString(count.restarts);
    if (count.restarts != 0 && count.lastRestart > 0) {
      restarts += " (" + HumanDuration.of(now - count.lastRestart) + " ago)";
    }
    return new PodRow(count.ready + "/" + total, word, restarts);
  }

  /** The pod's age; {@code <unknown>} without a creation time. */
  public static String age(Map<String, Object> pod, long now) {
    OptionalLong created =
        Rfc3339.millis(Json.string(Json.at(pod, "metadata", "creationTimestamp")));
    return created.isEmpty() ? "<unknown>" : HumanDuration.of(now - created.getAsLong());
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

  /** {@code Init:…} while an init container has not ended well; empty when all have. */
  private static String initStatus(List<Object> statuses, int total, Count count) {
    for (int i = 0; i < statuses.size(); i++) {
      Map<String, Object> container = Json.object(statuses.get(i));
      count.add(container);
      Map<String, Object> state = Json.object(container.get("state"));
      Map<String, Object> terminated = Json.object(state.get("terminated"));
      if (state.containsKey("terminated")) {
        if (number(terminated.get("exitCode")) != 0) {
          return "Init:" + terminatedWord(terminated);
        }
        continue;
      }
      String waiting = Json.string(Json.at(state, "waiting", "reason"));
      return waiting.isEmpty() || waiting.equals("PodInitializing")
          ? "Init:" + i + "/" + total
          : "Init:" + waiting;
    }
    return "";
  }

  private static String mainStatus(Map<String, Object> status, String phase, Count count) {
    String word = phase;
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
        word = terminatedWord(Json.object(state.get("terminated")));
      } else if (Boolean.TRUE.equals(container.get("ready")) && state.containsKey("running")) {
        running = true;
        count.ready++;
      }
    }
    if (word.equals("Completed") && running) {
      return isTrue(status, "Ready") ? "Running" : "NotReady";
    }
    return word;
  }

  private static String terminatedWord(Map<String, Object> terminated) {
    String reason = Json.string(terminated.get("reason"));
    if (!reason.isEmpty()) {
      return reason;
    }
    long signal = number(terminated.get("signal"));
    return signal != 0 ? "Signal:" + signal : "ExitCode:" + number(terminated.get("exitCode"));
  }

  private static boolean isTrue(Map<String, Object> status, String condition) {
    for (Object item : Json.list(status.get("conditions"))) {
      Map<String, Object> each = Json.object(item);
      if (condition.equals(each.get("type"))) {
        return "True".equals(each.get("status"));
      }
    }
    return false;
  }

  private static long number(Object value) {
    return value instanceof Long number ? number : 0;
  }
}
