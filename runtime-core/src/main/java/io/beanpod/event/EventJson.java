package io.beanpod.event;

import io.beanpod.model.JsonWriter;
import io.beanpod.model.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a v1.Event on a line. */
final class EventJson {
  /** {@code source.component}: the kubelet's part in it is ours. */
  static final String COMPONENT = "beanpod";

  private EventJson() {}

  /**
   * The line, its end included.
   *
   * @param host {@code source.host}
   */
  static String line(Event event, InvolvedPod pod, String host) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", event.name());
    metadata.put("namespace", pod.namespace());
    metadata.put("creationTimestamp", Timestamp.seconds(event.firstTimestamp()));
    Map<String, Object> involved = new LinkedHashMap<>();
    involved.put("apiVersion", "v1");
    involved.put("kind", "Pod");
    involved.put("namespace", pod.namespace());
    involved.put("name", pod.name());
    involved.put("uid", pod.uid());
    if (!event.fieldPath().isEmpty()) {
      involved.put("fieldPath", event.fieldPath());
    }
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("component", COMPONENT);
    source.put("host", host);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "v1");
    tree.put("kind", "Event");
    tree.put("metadata", metadata);
    tree.put("involvedObject", involved);
    tree.put("type", event.type().name());
    tree.put("reason", event.reason());
    tree.put("message", event.message());
    tree.put("count", (long) event.count());
    tree.put("firstTimestamp", Timestamp.seconds(event.firstTimestamp()));
    tree.put("lastTimestamp", Timestamp.seconds(event.lastTimestamp()));
    tree.put("eventTime", null);
    tree.put("source", source);
    tree.put("reportingComponent", COMPONENT);
    tree.put("reportingInstance", host);
    return JsonWriter.compact(tree) + "\n";
  }
}
