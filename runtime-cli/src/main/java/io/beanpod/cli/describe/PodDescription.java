package io.beanpod.cli.describe;

import io.beanpod.cli.text.HumanDuration;
import io.beanpod.event.StoredEvent;
import io.beanpod.model.Json;
import io.beanpod.model.Rfc3339;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that is known of a pod: {@code describePod} of kubectl, line by line.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/kubectl/pkg/describe/describe.go">describe.go</a>
 */
public final class PodDescription {
  private final Map<String, Object> pod;
  private final Map<String, Object> metadata;
  private final Map<String, Object> spec;
  private final Map<String, Object> status;
  private final Map<String, MemoryKills> kills;
  private final Surroundings here;
  private final LongTime time;
  private final Sheet sheet = new Sheet();

  private PodDescription(
      Map<String, Object> pod, Map<String, MemoryKills> kills, Surroundings here) {
    this.pod = pod;
    this.kills = kills;
    this.metadata = Json.object(pod.get("metadata"));
    this.spec = Json.object(pod.get("spec"));
    this.status = Json.object(pod.get("status"));
    this.here = here;
    this.time = new LongTime(here.zone());
  }

  /**
   * Describes a v1.Pod.
   *
   * @param events what has happened to it, in order; empty: not asked for
   * @param kills for want of memory, by container
   */
  public static String of(
      Map<String, Object> pod,
      Optional<List<StoredEvent>> events,
      Map<String, MemoryKills> kills,
      Surroundings here) {
    return new PodDescription(pod, kills, here).describe(events);
  }

  private String describe(Optional<List<StoredEvent>> events) {
    head();
    if (spec.get("resources") instanceof Map) {
      sheet.title(0, "Resources");
      ResourcesDescription.describe(sheet, 1, Json.object(spec.get("resources")));
    }
    containers("Init Containers", "initContainers", "initContainerStatuses");
    containers("Containers", "containers", "containerStatuses");
    containers("Ephemeral Containers", "ephemeralContainers", "ephemeralContainerStatuses");
    gates();
    conditions();
    new VolumesDescription(sheet).describe(Json.list(spec.get("volumes")));
    sheet.put(0, "QoS Class", Json.string(status.get("qosClass")));
    sheet.put(0, "Node-Selectors", Pairs.labels(spec.get("nodeSelector")));
    sheet.put(0, "Tolerations", Tolerations.text(Json.list(spec.get("tolerations"))));
    if (events.isPresent()) {
      EventsDescription.describe(sheet, events.get(), here.now());
    }
    return sheet.render();
  }

  private void head() {
    String hostIp = Json.string(status.get("hostIP"));
    sheet.put(0, "Name", Json.string(metadata.get("name")));
    sheet.put(0, "Namespace", Json.string(metadata.get("namespace")));
    if (spec.get("priority") instanceof Long priority) {
      sheet.put(0, "Priority", priority.toString());
    }
    sheet.putIfAny(0, "Service Account", Json.string(spec.get("serviceAccountName")));
    sheet.put(0, "Node", here.node() + (hostIp.isEmpty() ? "" : "/" + hostIp));
    sheet.putIfAny(0, "Start Time", time.of(status.get("startTime")));
    sheet.put(0, "Labels", Pairs.labels(metadata.get("labels")));
    sheet.put(0, "Annotations", Pairs.annotations(metadata.get("annotations")));
    status();
    sheet.putIfAny(0, "Reason", Json.string(status.get("reason")));
    sheet.putIfAny(0, "Message", Json.string(status.get("message")));
    SeccompDescription.describe(sheet, 0, spec);
    sheet.put(0, "IP", Json.string(status.get("podIP")));
    List<Object> ips = Json.list(status.get("podIPs"));
    if (ips.isEmpty()) {
      sheet.put(0, "IPs", "<none>");
    } else {
      sheet.title(0, "IPs");
      for (Object ip : ips) {
        sheet.put(1, "IP", Json.string(Json.at(ip, "ip")));
      }
    }
  }

  private void status() {
    String phase = Json.string(status.get("phase"));
    OptionalLong end = Rfc3339.millis(Json.string(metadata.get("deletionTimestamp")));
    if (end.isEmpty() || phase.equals("Succeeded") || phase.equals("Failed")) {
      sheet.put(0, "Status", phase);
      return;
    }
    long grace = metadata.get("deletionGracePeriodSeconds") instanceof Long seconds ? seconds : 0;
    // The timestamp is that of the end of the grace period: kubectl, which takes it for the
    // beginning, says <invalid> until then.
    long since = here.now() - (end.getAsLong() - grace * 1000);
    sheet.put(0, "Status", "Terminating (lasts " + HumanDuration.of(since) + ")");
    sheet.put(0, "Termination Grace Period", grace + "s");
  }

  private void containers(String title, String field, String statusField) {
    List<Object> containers = Json.list(spec.get(field));
    if (containers.isEmpty()) {
      return;
    }
    sheet.title(0, title);
    ContainerDescription description = new ContainerDescription(sheet, time, pod);
    for (Object item : containers) {
      Map<String, Object> container = Json.object(item);
      Object name = container.get("name");
      description.describe(
          container, statusOf(statusField, name), Optional.ofNullable(kills.get(name)));
    }
  }

  private Map<String, Object> statusOf(String field, Object name) {
    for (Object item : Json.list(status.get(field))) {
      if (Json.object(item).get("name").equals(name)) {
        return Json.object(item);
      }
    }
    return Map.of();
  }

  private void gates() {
    List<Object> gates = Json.list(spec.get("readinessGates"));
    if (gates.isEmpty()) {
      return;
    }
    sheet.title(0, "Readiness Gates");
    sheet.line(1, "Type", "Status");
    for (Object gate : gates) {
      String type = Json.string(Json.at(gate, "conditionType"));
      String value = "<none>";
      for (Object condition : Json.list(status.get("conditions"))) {
        if (type.equals(Json.at(condition, "type"))) {
          value = Json.string(Json.at(condition, "status"));
        }
      }
      sheet.line(1, type + " ", value);
    }
  }

  private void conditions() {
    List<Object> conditions = Json.list(status.get("conditions"));
    if (conditions.isEmpty()) {
      return;
    }
    sheet.title(0, "Conditions");
    sheet.line(1, "Type", "Status");
    for (Object item : conditions) {
      Map<String, Object> condition = Json.object(item);
      // kubectl's blank after the type: its columns are three apart here.
      sheet.line(1, Json.string(condition.get("type")) + " ", Json.string(condition.get("status")));
    }
  }
}
