package io.beanpod.cli.change;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code set resources} is to change.
 *
 * @param containers which of {@code spec.containers}
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
    for (Object item : Json.list(Json.at(pod, "spec", "containers"))) {
      Map<String, Object> container = Json.object(item);
      if (containers.matches(Json.string(container.get("name")))) {
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

  private static void put(Map<String, Object> resources, String field, Map<String, Object> more) {
    if (!more.isEmpty()) {
      Map<String, Object> amounts = new LinkedHashMap<>(Json.object(resources.get(field)));
      amounts.putAll(more);
      resources.put(field, amounts);
    }
  }
}
