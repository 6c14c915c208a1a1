package io.beanpod.store;

import io.beanpod.model.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pod as a reader sees it.
 *
 * @param tree the v1.Pod, with its status; Failed where its pause was killed
 * @param directory its directory under {@link Root#pods()}
 * @param pauseAlive whether its pause runs
 */
public record StoredPod(Map<String, Object> tree, Path directory, boolean pauseAlive)
    implements Stored {

  @Override
  public ObjectKind kind() {
    return ObjectKind.POD;
  }

  /** Pending, Running, Succeeded or Failed. */
  public String phase() {
    return Json.string(Json.at(tree, "status", "phase"));
  }

  /** Names of {@code spec.containers}, in order. */
  public List<String> containers() {
    return names("containers");
  }

  /** Names of {@code spec.initContainers}, in order. */
  public List<String> initContainers() {
    return names("initContainers");
  }

  /** The image that the spec has for a container, as written; empty where there is no such. */
  public String image(String container) {
    for (String kind : new String[] {"initContainers", "containers", "ephemeralContainers"}) {
      for (Object item : Json.list(Json.at(tree, "spec", kind))) {
        if (container.equals(Json.object(item).get("name"))) {
          return Json.string(Json.object(item).get("image"));
        }
      }
    }
    return "";
  }

  /** Names of {@code spec.ephemeralContainers}, in order. */
  public List<String> ephemeralContainers() {
    return names("ephemeralContainers");
  }

  /** The container's entry in the status; empty where there is none. */
  public Map<String, Object> containerStatus(String container) {
    for (String kind :
        new String[] {"containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"}) {
      for (Object item : Json.list(Json.at(tree, "status", kind))) {
        if (container.equals(Json.object(item).get("name"))) {
          return Json.object(item);
        }
      }
    }
    return Map.of();
  }

  private List<String> names(String field) {
    List<String> names = new ArrayList<>();
    for (Object item : Json.list(Json.at(tree, "spec", field))) {
      names.add(Json.string(Json.object(item).get("name")));
    }
    return names;
  }
}
