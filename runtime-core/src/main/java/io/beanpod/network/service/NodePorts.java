package io.beanpod.network.service;

import io.beanpod.model.Json;
import io.beanpod.model.Problem;
import io.beanpod.store.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Which Service has which port of every address of the node: the API server's port allocator. */
final class NodePorts {
  private static final int FIRST = 30_000;
  private static final int LAST = 32_767;

  /** Those below are given last: they are for users who choose. */
  private static final int FIRST_GIVEN = FIRST + 86;

  private static final String FIELD = "nodePort";

  private final Set<String> taken = new HashSet<>();
  private final RandomGenerator random;

  NodePorts(List<StoredObject> others, RandomGenerator random) {
    this.random = random;
    for (StoredObject other : others) {
      for (Object port : Json.list(Json.at(other.tree(), "spec", "ports"))) {
        taken.add(key(Json.object(port), Json.object(port).get(FIELD)));
      }
    }
  }

  /**
   * Gives each port of a Service its node port: the one it asks for, or the one it had, or a free
   * one.
   *
   * @param before its former spec
   * @param allocates whether ports that ask for none get one
   */
  void complete(
      Map<String, Object> before,
      Map<String, Object> spec,
      boolean allocates,
      List<Problem> problems) {
    List<Object> ports = Json.list(spec.get("ports"));
    for (int i = 0; i < ports.size(); i++) {
      Map<String, Object> port = Json.object(ports.get(i));
      if (port.get(FIELD) instanceof Long wanted) {
        check("spec.ports[" + i + "]." + FIELD, port, wanted, problems);
      }
    }
    if (!allocates) {
      return;
    }
    for (int i = 0; i < ports.size(); i++) {
      Map<String, Object> port = Json.object(ports.get(i));
      if (port.get(FIELD) == null) {
        long given = former(before, port);
        given = given > 0 ? given : free(port);
        if (given < 0) {
          problems.add(
              new Problem(
                  "spec.ports[" + i + "]." + FIELD,
                  "Internal error: failed to allocate a nodePort: range is full"));
          return;
        }
        taken.add(key(port, given));
        port.put(FIELD, given);
      }
    }
  }

  private void check(String path, Map<String, Object> port, long wanted, List<Problem> problems) {
    if (wanted < FIRST || wanted > LAST) {
      problems.add(
          new Problem(
              path,
              "Invalid value: "
                  + wanted
                  + ": provided port is not in the valid range. The range of valid ports is "
                  + FIRST
                  + "-"
                  + LAST));
    } else if (!taken.add(key(port, wanted))) {
      problems.add(
          new Problem(path, "Invalid value: " + wanted + ": provided port is already allocated"));
    }
  }

  /** What the same port had; 0 for none, or if it is another's by now. */
  private long former(Map<String, Object> before, Map<String, Object> port) {
    for (Object each : Json.list(before.get("ports"))) {
      Map<String, Object> old = Json.object(each);
      if (old.get("port").equals(port.get("port"))
          && old.get("protocol").equals(port.get("protocol"))
          && old.get(FIELD) instanceof Long number
          && !taken.contains(key(port, number))) {
        return number;
      }
    }
    return 0;
  }

  private long free(Map<String, Object> port) {
    int size = LAST - FIRST + 1;
    int start = FIRST_GIVEN + random.nextInt(LAST - FIRST_GIVEN + 1);
    for (int i = 0; i < size; i++) {
      long number = FIRST + (start - FIRST + (long) i) % size;
      if (!taken.contains(key(port, number))) {
        return number;
      }
    }
    return -1;
  }

  private static String key(Map<String, Object> port, Object number) {
    return number + "/" + port.get("protocol");
  }
}
