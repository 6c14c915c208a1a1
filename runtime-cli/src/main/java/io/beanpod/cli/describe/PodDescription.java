package io.beanpod.cli.describe;

import io.beanpod.cli.text.Table;
import io.beanpod.model.Json;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that is known of a pod. */
public final class PodDescription {
  private final Map<String, Object> pod;
  private final Map<String, Object> metadata;
  private final Map<String, Object> spec;
  private final Map<String, Object> status;
  private final LongTime time;
  private final Sheet sheet = new Sheet();

  private PodDescription(Map<String, Object> pod, LongTime time) {
    this.pod = pod;
    this.metadata = Json.object(pod.get("metadata"));
    this.spec = Json.object(pod.get("spec"));
    this.status = Json.object(pod.get("status"));
    this.time = time;
  }

  /**
   * Describes a v1.Pod.
   *
   * @param node the name of this host
   * @param zone that times are shown in
   */
  public static String of(Map<String, Object> pod, String node, ZoneId zone) {
    return new PodDescription(pod, new LongTime(zone)).describe(node);
  }

  private String describe(String node) {
    String hostIp = Json.string(status.get("hostIP"));
    String podIp = Json.string(status.get("podIP"));
    sheet
        .put("Name", Json.string(metadata.get("name")))
        .put("Namespace", Json.string(metadata.get("namespace")))
        .put("Node", node + (hostIp.isEmpty() ? "" : "/" + hostIp))
        .put("Start Time", time.of(status.get("startTime")))
        .put("Labels", pairs(metadata.get("labels"), "="))
        .put("Annotations", pairs(metadata.get("annotations"), ": "))
        .put("Status", statusLine())
        .putIfAny("Reason", Json.string(status.get("reason")))
        .putIfAny("Message", Json.string(status.get("message")))
        .put("IP", podIp.isEmpty() ? "<none>" : podIp);
    containers("Init Containers", "initContainers", "initContainerStatuses");
    containers("Containers", "containers", "containerStatuses");
    conditions();
    sheet.put("QoS Class", Json.string(status.get("qosClass")));
    return sheet.render();
  }

  private String statusLine() {
    if (metadata.get("deletionTimestamp") == null) {
      return Json.string(status.get("phase"));
    }
    Object grace = metadata.get("deletionGracePeriodSeconds");
    return "Terminating (since "
        + time.of(metadata.get("deletionTimestamp"))
        + (grace == null ? ")" : ", grace period " + grace + "s)");
  }

  private void containers(String title, String field, String statusField) {
    List<Object> containers = Json.list(spec.get(field));
    if (containers.isEmpty()) {
      return;
    }
    sheet.open(title);
    for (Object item : containers) {
      Map<String, Object> container = Json.object(item);
      new ContainerDescription(sheet, time)
          .describe(container, statusOf(statusField, container.get("name")));
    }
    sheet.close();
  }

  private Map<String, Object> statusOf(String field, Object name) {
    for (Object item : Json.list(status.get(field))) {
      if (Json.object(item).get("name").equals(name)) {
        return Json.object(item);
      }
    }
    return Map.of();
  }

  private void conditions() {
    List<Object> conditions = Json.list(Json.at(pod, "status", "conditions"));
    if (conditions.isEmpty()) {
      return;
    }
    Table table = new Table().row("Type", "Status", "Reason");
    for (Object item : conditions) {
      Map<String, Object> condition = Json.object(item);
      table.row(
          Json.string(condition.get("type")),
          Json.string(condition.get("status")),
          Json.string(condition.get("reason")));
    }
    sheet.open("Conditions");
    for (String line : table.render().split("\n")) {
      sheet.text(line.stripTrailing());
    }
    sheet.close();
  }

  private static String pairs(Object map, String between) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Object> entry : new TreeMap<>(Json.object(map)).entrySet()) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(entry.getKey())
          .append(between)
          .append(entry.getValue());
    }
    return text.isEmpty() ? "<none>" : text.toString();
  }
}
