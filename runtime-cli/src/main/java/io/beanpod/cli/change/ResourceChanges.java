package io.beanpod.cli.change;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code set resources} is to change.
 *
 * @param containers which of {@code spec.containers} and of the sidecars
 * @param limits by resource name; those that it does not name stay
 * @param requests the same
 */
public record ResourceChanges(
    NamePattern containers, Map<String, Object> limits, Map<String, Object> requests) {

  /**
   * What the words of the flags ask for.
   *
   * @throws UsageError where they ask for nothing, or are malformed
   */
  public static ResourceChanges parse(
      String command, String containers, String limits, String requests) {
    ResourceChanges changes =
        new ResourceChanges(
            new NamePattern(containers),
            ResourceAmounts.parse(command, limits),
            ResourceAmounts.parse(command, requests));
    if (changes.limits.isEmpty() && changes.requests.isEmpty()) {
      throw new UsageError(
          command,
          "you must specify an update to requests or limits (in the form of --requests/--limits)");
    }
    return changes;
  }

  /**
   * Makes the changes.
   *
   * @param pod which is changed
   * @throws Failure where it has no such container
   */
  public void apply(Map<String, Object> pod) {
    boolean found = false;
    List<Object> all = new ArrayList<>(Json.list(Json.at(pod, "spec", "initContainers")));
    all.addAll(Json.list(Json.at(pod, "spec", "containers")));
    for (Object item : all) {
      Map<String, Object> container = Json.object(item);
      if (means(pod, container)) {
        found = true;
        Map<String, Object> resources =
            new LinkedHashMap<>(Json.object(container.get("resources")));
        put(resources, "limits", limits);
        put(resources, "requests", requests);
        container.put("resources", resources);
      }
    }
    if (!found) {
      throw new Failure("unable to find container named " + containers.text());
    }
  }

  /** A pattern means no init container that ends: what those have can't change any more. */
  private boolean means(Map<String, Object> pod, Map<String, Object> container) {
    String name = Json.string(container.get("name"));
    boolean init = Json.list(Json.at(pod, "spec", "initContainers")).contains(container);
    boolean sidecar = "Always".equals(container.get("restartPolicy"));
    return init && !sidecar ? containers.text().equals(name) : containers.matches(name);
  }

  private static void put(Map<String, Object> resources, String field, Map<String, Object> more) {
    if (!more.isEmpty()) {
      Map<String, Object> amounts = new LinkedHashMap<>(Json.object(resources.get(field)));
      amounts.putAll(more);
      resources.put(field, amounts);
    }
  }
}
