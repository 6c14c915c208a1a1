package io.beanpod.cli.inspect;

import io.beanpod.model.Json;
import io.beanpod.store.RuntimeState;
import java.util.Map;

/**
 * A container: what its pause wrote of it, and its main process.
 *
 * @param image as the status names it
 * @param state such as {@code running} or {@code waiting (CrashLoopBackOff)}
 */
record ContainerView(
    RuntimeState.Container container, String image, String state, ProcessView process) {

  /** The words for a v1.ContainerState. */
  static String stateOf(Map<String, Object> status) {
    Map<String, Object> state = Json.object(status.get("state"));
    if (state.containsKey("running")) {
      return "running";
    }
    if (state.containsKey("terminated")) {
      return "terminated (exit code " + Json.at(state, "terminated", "exitCode") + ")";
    }
    String reason = Json.string(Json.at(state, "waiting", "reason"));
    return reason.isEmpty() ? "waiting" : "waiting (" + reason + ")";
  }
}
