package io.beanpod.it;

import io.beanpod.model.Json;
import java.util.List;
import java.util.Map;

/** Looks into the tree of a v1.Pod. */
record Status(Map<String, Object> pod) {
  private static final List<String> LISTS =
      List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses");

  String phase() {
    return Json.string(Json.at(pod, "status", "phase"));
  }

  /**
   * {@code status.reason}, or another field of it that is a string; empty where it is not there.
   */
  String field(String name) {
    return Json.at(pod, "status", name) instanceof String text ? text : "";
  }

  /** A container's status, of whatever kind it is; empty while there is none. */
  Map<String, Object> container(String name) {
    for (String list : LISTS) {
      for (Object item : Json.list(Json.at(pod, "status", list))) {
        if (name.equals(Json.object(item).get("name"))) {
          return Json.object(item);
        }
      }
    }
    return Map.of();
  }

  boolean started(String container) {
    return Boolean.TRUE.equals(container(container).get("started"));
  }

  boolean ready(String container) {
    return Boolean.TRUE.equals(container(container).get("ready"));
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

  /** {@code waiting.reason}; empty where it does not wait. */
  String waits(String container) {
    return state(container, "waiting").get("reason") instanceof String reason ? reason : "";
  }

  /** {@code True} or {@code False} of a condition. */
  String condition(String type) {
    return condition(type, "status");
  }

  /** A field of a condition; empty where it is not there. */
  String condition(String type, String field) {
    for (Object item : Json.list(Json.at(pod, "status", "conditions"))) {
      if (type.equals(Json.object(item).get("type"))) {
        return Json.object(item).get(field) instanceof String text ? text : "";
      }
    }
    return "";
  }
}
