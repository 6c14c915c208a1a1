package io.beanpod.agent;

import io.beanpod.model.Json;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import java.util.List;

/** What the packet filter's rules follow from, as a text: while it is the same, so are they. */
final class Causes {
  private Causes() {}

  /**
   * The text.
   *
   * @param objects Services and NetworkPolicies: without any, nothing follows from what pods do
   */
  static String of(List<StoredPod> pods, List<StoredObject> objects) {
    if (objects.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (StoredObject object : objects) {
      text.append(object.uid()).append(' ');
      text.append(Json.string(Json.at(object.tree(), "metadata", "resourceVersion"))).append('\n');
    }
    for (StoredPod pod : pods) {
      text.append(pod.uid()).append(' ').append(pod.phase()).append(' ').append(pod.labels());
      text.append(' ').append(Json.list(Json.at(pod.tree(), "status", "podIPs")));
      text.append(Json.at(pod.tree(), "metadata", "deletionTimestamp") != null);
      for (Object condition : Json.list(Json.at(pod.tree(), "status", "conditions"))) {
        if ("Ready".equals(Json.object(condition).get("type"))) {
          text.append(Json.object(condition).get("status"));
        }
      }
      text.append('\n');
    }
    return text.toString();
  }
}
