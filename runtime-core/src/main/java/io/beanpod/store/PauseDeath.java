package io.beanpod.store;

import io.beanpod.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a pod looks whose pause was killed: nobody is left to write its status, so readers work it
 * out.
 *
 * <p>The kernel ended every process of the pod with the pause ({@code SIGKILL} to a whole PID
 * namespace when its PID 1 ends, see <a
 * href="https://man7.org/linux/man-pages/man7/pid_namespaces.7.html">pid_namespaces(7)</a>), hence
 * exit code 137 for every container that had not ended by itself. When that was, nobody saw: times
 * that would have to be invented are left out.
 */
final class PauseDeath {
  static final String REASON = "PauseKilled";
  private static final long SIGKILL = 9;
  private static final long SIGKILL_EXIT_CODE = 128 + SIGKILL;

  private PauseDeath() {}

  /** Whether the phase says that somebody must be looking after the pod. */
  static boolean needsPause(Map<String, Object> pod) {
    String phase = Json.string(Json.at(pod, "status", "phase"));
    return !phase.equals("Succeeded") && !phase.equals("Failed");
  }

  /** Changes the pod's status into that of a pod whose pause is gone. */
  static void mark(Map<String, Object> pod, int pid) {
    Map<String, Object> status = Json.object(pod.get("status"));
    String name = Json.string(Json.at(pod, "metadata", "name"));
    String namespace = Json.string(Json.at(pod, "metadata", "namespace"));
    status.put("phase", "Failed");
    status.put("reason", REASON);
    status.put(
        "message",
        "The pod's pause process (pid "
            + pid
            + ") was killed, and the kernel ended every process of the pod with it. `beanpod delete"
            + " pod "
            + name
            + (namespace.equals("default") ? "" : " -n " + namespace)
            + "` removes what is left.");
    containers(Json.list(status.get("initContainerStatuses")));
    containers(Json.list(status.get("containerStatuses")));
    containers(Json.list(status.get("ephemeralContainerStatuses")));
    for (Object item : Json.list(status.get("conditions"))) {
      Map<String, Object> condition = Json.object(item);
      String type = Json.string(condition.get("type"));
      if ((type.equals("Ready") || type.equals("ContainersReady"))
          && !"False".equals(condition.get("status"))) {
        condition.put("status", "False");
        condition.put("reason", "PodFailed");
        condition.remove("lastTransitionTime");
      }
    }
  }

  private static void containers(List<Object> statuses) {
    for (Object item : statuses) {
      Map<String, Object> container = Json.object(item);
      container.put("ready", false);
      Map<String, Object> state = Json.object(container.get("state"));
      if (state.containsKey("terminated")) {
        continue;
      }
      Map<String, Object> running = Json.object(state.get("running"));
      container.put("started", false);
      container.put("state", Json.copy(Map.of("terminated", terminated(container, running))));
    }
  }

  private static Map<String, Object> terminated(
      Map<String, Object> container, Map<String, Object> running) {
    Map<String, Object> terminated = new LinkedHashMap<>();
    terminated.put("exitCode", SIGKILL_EXIT_CODE);
    terminated.put("signal", SIGKILL);
    terminated.put("reason", "Error");
    terminated.put("message", "The pod's pause process was killed.");
    if (running.get("startedAt") instanceof String startedAt) {
      terminated.put("startedAt", startedAt);
    }
    if (container.get("containerID") instanceof String id) {
      terminated.put("containerID", id);
    }
    return terminated;
  }
}
