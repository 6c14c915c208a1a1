package io.beanpod.cli.change;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code set image} is to change.
 *
 * @param images by name of a container, or {@code *} for all
 */
public record ImageChanges(Map<String, String> images) {

  /** Where the changes begin among the words: all before them name pods. */
  public static int start(List<String> words) {
    int start = 0;
    while (start < words.size() && words.get(start).indexOf('=') < 0) {
      start++;
    }
    return start;
  }

  /**
   * Reads {@code CONTAINER=IMAGE} words.
   *
   * @throws UsageError where there is none, or one is malformed
   */
  public static ImageChanges parse(String command, List<String> words) {
    Map<String, String> images = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals <= 0 || equals == word.length() - 1) {
        throw new UsageError(command, "say which image: CONTAINER=IMAGE, not \"" + word + "\"");
      }
      images.put(word.substring(0, equals), word.substring(equals + 1));
    }
    if (images.isEmpty()) {
      throw new UsageError(command, "at least one image update is required");
    }
    if (images.containsKey("*") && images.size() > 1) {
      throw new UsageError(
          command,
          "all containers are already specified by *, but saw more than one"
              + " container_name=container_image pairs");
    }
    return new ImageChanges(images);
  }

  /**
   * Makes the changes.
   *
   * @param pod which is changed
   * @throws Failure where it has no such container
   */
  public void apply(Map<String, Object> pod) {
    for (Map.Entry<String, String> image : images.entrySet()) {
      boolean found = false;
      for (String list : new String[] {"initContainers", "containers"}) {
        for (Object item : Json.list(Json.at(pod, "spec", list))) {
          Map<String, Object> container = Json.object(item);
          if (image.getKey().equals("*") || image.getKey().equals(container.get("name"))) {
            found = true;
            container.put("image", image.getValue());
          }
        }
      }
      if (!found) {
        throw new Failure("unable to find container named \"" + image.getKey() + "\"");
      }
    }
  }
}
