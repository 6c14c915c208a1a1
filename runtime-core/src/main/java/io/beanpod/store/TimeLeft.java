package io.beanpod.store;

import io.beanpod.lifecycle.ContainerLife;
import io.beanpod.model.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Says how long a container that keeps crashing has still to wait. Its pause wrote when that is
 * over, once, and sleeps; how long that is from now is the reader's to say.
 */
final class TimeLeft {
  private TimeLeft() {}

  /** Changes the messages of the pod's waiting containers. */
  static void tell(Map<String, Object> pod, long nowMillis) {
    for (String kind : new String[] {"containerStatuses", "initContainerStatuses"}) {
      for (Object item : Json.list(Json.at(pod, "status", kind))) {
        Map<String, Object> waiting = Json.object(Json.at(Json.object(item), "state", "waiting"));
        String message = Json.string(waiting.get("message"));
        int mark = message.indexOf(ContainerLife.NEXT_START);
        if (mark >= 0) {
          String time = message.substring(mark + ContainerLife.NEXT_START.length());
          waiting.put("message", message.substring(0, mark) + left(time, nowMillis));
        }
      }
    }
  }

  private static String left(String time, long nowMillis) {
    try {
      long seconds = (Instant.parse(time).toEpochMilli() - nowMillis + 999) / 1000;
      return ", " + Math.max(0, seconds) + "s left";
    } catch (DateTimeParseException e) {
      return ContainerLife.NEXT_START + time; // as it was: still true
    }
  }
}
