package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A valid {@code v1.Service}, defaults filled in ({@link ServiceDefaults}), without its status. */
public record Service(String namespace, String name, ServiceSpec spec) {

  /**
   * One that was valid when it was stored.
   *
   * @param where it is stored, for the message
   * @throws InvalidManifest if it is not any more: somebody changed the file
   */
  public static Service of(Map<String, Object> tree, String where) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Object> spec = Json.object(tree.get("spec"));
    Service service =
        new Service(
            Json.string(Json.at(tree, "metadata", "namespace")),
            Json.string(Json.at(tree, "metadata", "name")),
            ServiceSpec.decode(new Fields(spec, "spec", problems)));
    if (!problems.isEmpty()) {
      throw new InvalidManifest(where, problems);
    }
    return service;
  }
}
