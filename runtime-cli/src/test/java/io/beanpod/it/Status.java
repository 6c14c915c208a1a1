package io.beanpod.it;

import io.beanpod.model.Json;
import java.util.Map;

/** Looks into the tree of a v1.Pod. */
record Status(Map<String, Object> pod) {

  String phase() {
    return Json.string(Json.at(pod, "status", "phase"));
  }

  /** A container's status; empty while there is none. */
  Map<String, Object> container(String name) {
    for (Object item : Json.list(Json.at(pod, "status", "containerStatuses"))) {
      if (name.equals(Json.object(item).get("name"))) {
        return Json.object(item);
      }
    }
    return Map.of();
  }

  /**
   * {@code running}, {@code waiting} or {@code terminated} of a container; empty where it is not.
   */
  Map<String, Object> state(String container, String kind) {
    return Json.object(Json.at(container(container), "state", kind));
  }

  boolean is(String container, String kind) {
    return Json.at(container(container), "state", kind) != null;
  }

  /** {@code lastState.terminated} of a container. */
  Map<String, Object> last(String container) {
    return Json.object(Json.at(container(container), "lastState", "terminated"));
  }

  long restarts(String container) {
    return container(container).get("restartCount") instanceof Long count ? count : -1;
  }

  /** {@code True} or {@code False} of a condition. */
  String condition(String type) {
    for (Object item : Json.list(Json.at(pod, "status", "conditions"))) {
      if (type.equals(Json.object(item).get("type"))) {
        return Json.string(Json.object(item).get("status"));
      }
    }
    return "";
  }
}
