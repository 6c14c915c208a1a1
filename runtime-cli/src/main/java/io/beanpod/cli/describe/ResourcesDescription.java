package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import java.util.Map;
import java.util.TreeMap;

/** Limits and requests, of a pod or of a container: {@code describeResources} of kubectl. */
final class ResourcesDescription {
  private ResourcesDescription() {}

  /**
   * @param resources a v1.ResourceRequirements
   */
  static void describe(Sheet sheet, int level, Map<String, Object> resources) {
    quantities(sheet, level, "Limits", Json.object(resources.get("limits")));
    quantities(sheet, level, "Requests", Json.object(resources.get("requests")));
  }

  private static void quantities(
      Sheet sheet, int level, String title, Map<String, Object> quantities) {
    if (quantities.isEmpty()) {
      return;
    }
    sheet.title(level, title);
    for (Map.Entry<String, Object> entry : new TreeMap<>(quantities).entrySet()) {
      sheet.put(level + 1, entry.getKey(), String.valueOf(entry.getValue()));
    }
  }
}
