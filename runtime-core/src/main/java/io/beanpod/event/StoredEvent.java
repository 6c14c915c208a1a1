package io.beanpod.event;

import io.beanpod.model.Json;
import java.util.Map;

/**
 * An event as a reader sees it.
 *
 * @param tree the v1.Event
 */
public record StoredEvent(Map<String, Object> tree) {

  /** {@code metadata.name}: which event it is, whatever its state. */
  public String name() {
    return text("metadata", "name");
  }

  public String namespace() {
    return text("metadata", "namespace");
  }

  /** Normal or Warning. */
  public String type() {
    return text("type");
  }

  public String reason() {
    return text("reason");
  }

  public String message() {
    return text("message");
  }

  /** How often it has happened; 1 or more. */
  public long count() {
    return tree.get("count") instanceof Long count ? count : 1;
  }

  /** RFC 3339, in UTC, without a fraction: their order as text is that of time. */
  public String firstTimestamp() {
    return text("firstTimestamp");
  }

  /** As {@link #firstTimestamp}. */
  public String lastTimestamp() {
    return text("lastTimestamp");
  }

  /** {@code involvedObject.kind}. */
  public String kind() {
    return text("involvedObject", "kind");
  }

  /** {@code involvedObject.name}. */
  public String podName() {
    return text("involvedObject", "name");
  }

  /** {@code involvedObject.fieldPath}; empty: the pod as a whole. */
  public String fieldPath() {
    return text("involvedObject", "fieldPath");
  }

  /** {@code source.component}. */
  public String component() {
    return text("source", "component");
  }

  /** {@code source.host}. */
  public String host() {
    return text("source", "host");
  }

  private String text(String... keys) {
    return Json.string(Json.at(tree, keys));
  }
}
