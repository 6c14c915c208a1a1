package io.beanpod.model;

import java.util.Map;

/** The defaults of probes and hooks; only of a container that has some. */
final class HandlerDefaults {
  private HandlerDefaults() {}

  /** Fills in those of the container's probes and hooks. */
  static void fill(Map<String, Object> container) {
    for (String field : Probes.FIELDS) {
      if (container.get(field) instanceof Map) {
        probe(Json.object(container.get(field)));
      }
    }
    Map<String, Object> lifecycle = Json.object(container.get(Lifecycle.FIELD));
    httpGet(lifecycle.get("postStart"));
    httpGet(lifecycle.get("preStop"));
  }

  private static void probe(Map<String, Object> probe) {
    httpGet(probe);
    if (probe.get("grpc") instanceof Map) {
      Map<String, Object> grpc = Json.object(probe.get("grpc"));
      if (grpc.get("service") == null) {
        grpc.put("service", "");
      }
    }
    setIfZero(probe, "timeoutSeconds", Probe.TIMEOUT_SECONDS);
    setIfZero(probe, "periodSeconds", Probe.PERIOD_SECONDS);
    setIfZero(probe, "successThreshold", Probe.SUCCESS_THRESHOLD);
    setIfZero(probe, "failureThreshold", Probe.FAILURE_THRESHOLD);
  }

  private static void httpGet(Object handler) {
    if (Json.at(handler, "httpGet") instanceof Map) {
      Map<String, Object> httpGet = Json.object(Json.at(handler, "httpGet"));
      Defaults.setIfEmpty(httpGet, "path", "/");
      Defaults.setIfEmpty(httpGet, "scheme", "HTTP");
    }
  }

  private static void setIfZero(Map<String, Object> probe, String field, int value) {
    Object given = probe.get(field);
    if (given == null || given.equals(0L)) {
      probe.put(field, (long) value);
    }
  }
}
