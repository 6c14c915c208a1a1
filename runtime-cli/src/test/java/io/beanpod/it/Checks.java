package io.beanpod.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What probes and hooks do, as it stands in a manifest. */
final class Checks {
  private Checks() {}

  static Map<String, Object> exec(String script) {
    return Map.of("exec", Map.of("command", List.of("sh", "-c", script)));
  }

  static Map<String, Object> http(Object port, String path) {
    return Map.of("httpGet", Map.of("port", port, "path", path));
  }

  static Map<String, Object> tcp(Object port) {
    return Map.of("tcpSocket", Map.of("port", port));
  }

  static Map<String, Object> grpc(int port) {
    return Map.of("grpc", Map.of("port", port));
  }

  static Map<String, Object> sleep(int seconds) {
    return Map.of("sleep", Map.of("seconds", seconds));
  }

  /**
   * A probe that one failure decides, every second.
   *
   * @param fields names and values of more
   */
  static Map<String, Object> probe(Map<String, Object> handler, Object... fields) {
    Map<String, Object> probe = new LinkedHashMap<>(handler);
    probe.put("periodSeconds", 1);
    probe.put("failureThreshold", 1);
    for (int i = 0; i < fields.length; i += 2) {
      probe.put((String) fields[i], fields[i + 1]);
    }
    return probe;
  }

  static Map<String, Object> postStart(Map<String, Object> handler) {
    return Map.of("postStart", handler);
  }

  static Map<String, Object> preStop(Map<String, Object> handler) {
    return Map.of("preStop", handler);
  }
}
