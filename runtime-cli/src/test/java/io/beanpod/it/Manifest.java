package io.beanpod.it;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a pod's manifest together. */
final class Manifest {
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final Map<String, Object> spec = new LinkedHashMap<>();
  private final List<Object> initContainers = new ArrayList<>();
  private final List<Object> containers = new ArrayList<>();
  private Map<String, Object> last = Map.of();

  private Manifest(String name) {
    metadata.put("name", name);
  }

  static Manifest pod(String name) {
    return new Manifest(name);
  }

  String name() {
    return (String) metadata.get("name");
  }

  Manifest label(String key, String value) {
    metadata.put("labels", Map.of(key, value));
    return this;
  }

  Manifest annotation(String key, String value) {
    Map<String, Object> annotations = new LinkedHashMap<>(Json.object(metadata.get("annotations")));
    annotations.put(key, value);
    metadata.put("annotations", annotations);
    return this;
  }

  /** A field of the spec. */
  Manifest spec(String field, Object value) {
    spec.put(field, value);
    return this;
  }

  /** One more container, of the busybox image. */
  Manifest container(String name, String... command) {
    return add(containers, name, command);
  }

  private Manifest add(List<Object> list, String name, String... command) {
    last = new LinkedHashMap<>();
    last.put("name", name);
    last.put("image", "busybox:latest");
    if (command.length > 0) {
      last.put("command", List.of(command));
    }
    list.add(last);
    return this;
  }

  /** One more container that runs a shell script. */
  Manifest script(String name, String script) {
    return container(name, "sh", "-c", script);
  }

  /** One more init container that runs a shell script. */
  Manifest init(String name, String script) {
    return add(initContainers, name, "sh", "-c", script);
  }

  /** One more sidecar that runs a shell script. */
  Manifest sidecar(String name, String script) {
    return init(name, script).with("restartPolicy", "Always");
  }

  /** Restarts with no delay, or as short a one as asked for: {@code 100ms}. */
  Manifest backOff(String base, String max) {
    return annotation("beanpod.io/backoff-base", base).annotation("beanpod.io/backoff-max", max);
  }

  /** A field of the container added last. */
  Manifest with(String field, Object value) {
    last.put(field, value);
    return this;
  }

  /** The manifest as JSON, which is YAML too. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>(spec);
    if (!initContainers.isEmpty()) {
      all.put("initContainers", initContainers);
    }
    all.put("containers", containers);
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    pod.put("metadata", metadata);
    pod.put("spec", all);
    return JsonWriter.compact(pod);
  }
}
