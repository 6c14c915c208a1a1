package io.beanpod.store;

import io.beanpod.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object as it is kept, whatever its kind. */
public sealed interface Stored permits StoredPod, StoredObject {

  ObjectKind kind();

  /** The object, complete, with its status where it has one. */
  Map<String, Object> tree();

  default String name() {
    return Json.string(Json.at(tree(), "metadata", "name"));
  }

  /** Empty where the kind has no namespaces. */
  default String namespace() {
    return Json.string(Json.at(tree(), "metadata", "namespace"));
  }

  default String uid() {
    return Json.string(Json.at(tree(), "metadata", "uid"));
  }

  /** {@code metadata.labels}; empty where there are none. */
  default Map<String, String> labels() {
    return strings("labels");
  }

  /** {@code metadata.annotations}; empty where there are none. */
  default Map<String, String> annotations() {
    return strings("annotations");
  }

  private Map<String, String> strings(String field) {
    Map<String, String> strings = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry :
        Json.object(Json.at(tree(), "metadata", field)).entrySet()) {
      strings.put(entry.getKey(), Json.string(entry.getValue()));
    }
    return strings;
  }
}
