package io.beanpod.store;

import io.beanpod.model.Json;
import java.util.Map;

/**
 * An object as it is kept: complete, with {@code apiVersion}, {@code kind}, and the metadata that
 * the system gives ({@code uid}, {@code creationTimestamp}, {@code resourceVersion}).
 *
 * @param kind what it is
 * @param tree the object
 */
public record StoredObject(ObjectKind kind, Map<String, Object> tree) {

  public String name() {
    return metadata("name");
  }

  /** Empty where the kind has no namespaces. */
  public String namespace() {
    return metadata("namespace");
  }

  public String uid() {
    return metadata("uid");
  }

  private String metadata(String field) {
    return Json.string(Json.at(tree, "metadata", field));
  }
}
