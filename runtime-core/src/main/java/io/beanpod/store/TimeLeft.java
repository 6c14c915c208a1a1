package io.beanpod.store;

import io.beanpod.model.Json;
import io.beanpod.model.NextStart;
import java.util.Map;

/** Says how long a container that keeps crashing has still to wait. */
final class TimeLeft {
  private TimeLeft() {}

  /** Changes the messages of the pod's waiting containers. */
  static void tell(Map<String, Object> pod, long nowMillis) {
    for (String kind : new String[] {"containerStatuses", "initContainerStatuses"}) {
      for (Object item : Json.list(Json.at(pod, "status", kind))) {
        Map<String, Object> waiting = Json.object(Json.at(Json.object(item), "state", "waiting"));
        if (waiting.get("message") instanceof String message) {
          waiting.put("message", NextStart.left(message, nowMillis));
        }
      }
    }
  }
}
