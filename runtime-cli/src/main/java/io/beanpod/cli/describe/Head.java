package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.util.Map;

/** The lines that every description of an object begins with. */
public final class Head {
  private Head() {}

  /**
   * Name, namespace, labels, annotations, and further lines in the same columns.
   *
   * @param more labels and values by turns: {@code "Status", "Active"}
   */
  public static String of(Stored object, String... more) {
    Sheet sheet = new Sheet();
    Map<String, Object> metadata = Json.object(object.tree().get("metadata"));
    sheet.put(0, "Name", object.name());
    if (object.kind().namespaced()) {
      sheet.put(0, "Namespace", object.namespace());
    }
    sheet.put(0, "Labels", Pairs.labels(metadata.get("labels")));
    sheet.put(0, "Annotations", Pairs.annotations(metadata.get("annotations")));
    for (int i = 0; i < more.length; i += 2) {
      sheet.put(0, more[i], more[i + 1]);
    }
    return sheet.render();
  }
}
