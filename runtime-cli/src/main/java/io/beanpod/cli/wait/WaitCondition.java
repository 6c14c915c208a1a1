package io.beanpod.cli.wait;

import io.beanpod.cli.Failure;
import io.beanpod.cli.jsonpath.GoText;
import io.beanpod.cli.jsonpath.JsonPath;
import io.beanpod.cli.jsonpath.JsonPathError;
import io.beanpod.model.Json;
import io.beanpod.store.StoredPod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code --for} waits for. */
public sealed interface WaitCondition {

  /**
   * Whether it is so now.
   *
   * @param uid of the pod when the wait began; empty where there was none
   * @param pod that has the name now
   * @throws Failure where it cannot be told of this pod, and never will
   */
  boolean met(String uid, Optional<StoredPod> pod);

  /** {@code delete}: the pod is gone; another one of the same name does not count. */
  record Deleted() implements WaitCondition {
    @Override
    public boolean met(String uid, Optional<StoredPod> pod) {
      return pod.isEmpty() || !pod.get().uid().equals(uid);
    }
  }

  /** {@code create}: the pod exists. */
  record Created() implements WaitCondition {
    @Override
    public boolean met(String uid, Optional<StoredPod> pod) {
      return pod.isPresent();
    }
  }

  /**
   * {@code condition=Ready} or {@code condition=Ready=false}; upper and lower case are the same.
   */
  record Condition(String type, String status) implements WaitCondition {
    @Override
    public boolean met(String uid, Optional<StoredPod> pod) {
      return pod.isPresent() && holds(pod.get().tree());
    }

    private boolean holds(Map<String, Object> pod) {
      for (Object item : Json.list(Json.at(pod, "status", "conditions"))) {
        Map<String, Object> condition = Json.object(item);
        if (Json.string(condition.get("type")).equalsIgnoreCase(type)) {
          return !isOutdated(pod, condition)
              && Json.string(condition.get("status")).equalsIgnoreCase(status);
        }
      }
      return false;
    }

    /** Whether the condition tells of an older spec than the pod has. */
    private static boolean isOutdated(Map<String, Object> pod, Map<String, Object> condition) {
      Object observed =
          condition.containsKey("observedGeneration")
              ? condition.get("observedGeneration")
              : Json.at(pod, "status", "observedGeneration");
      return Json.at(pod, "metadata", "generation") instanceof Long generation
          && observed instanceof Long seen
          && seen < generation;
    }
  }

  /**
   * {@code jsonpath={.status.phase}=Running}: the one value that the path finds; without a value,
   * any.
   */
  record Path(JsonPath path, Optional<String> value) implements WaitCondition {
    @Override
    public boolean met(String uid, Optional<StoredPod> pod) {
      return pod.isPresent() && holds(pod.get().tree());
    }

    private boolean holds(Map<String, Object> pod) {
      List<List<Object>> results;
      try {
        results = path.results(pod, true);
      } catch (JsonPathError e) {
        throw new Failure(e.getMessage(), e);
      }
      if (results.isEmpty() || results.get(0).isEmpty()) {
        return false;
      }
      if (results.size() > 1) {
        throw new Failure("given jsonpath expression matches more than one list");
      }
      if (results.get(0).size() > 1) {
        throw new Failure("given jsonpath expression matches more than one value");
      }
      if (value.isEmpty()) {
        return true;
      }
      Object found = results.get(0).get(0);
      if (found instanceof Map || found instanceof List) {
        throw new Failure("jsonpath leads to a nested object or list which is not supported");
      }
      return GoText.of(found).strip().equals(value.get().strip());
    }
  }
}
