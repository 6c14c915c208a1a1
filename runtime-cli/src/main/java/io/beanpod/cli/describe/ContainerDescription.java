package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One container in a pod's description: {@code describeContainers} of kubectl. */
final class ContainerDescription {
  private static final int LEVEL = 2;

  private final Sheet sheet;
  private final LongTime time;
  private final EnvironmentDescription environment;

  /**
   * @param pod the v1.Pod, which its environment may look at
   */
  ContainerDescription(Sheet sheet, LongTime time, Map<String, Object> pod) {
    this.sheet = sheet;
    this.time = time;
    environment = new EnvironmentDescription(sheet, pod);
  }

  /**
   * Describes a container.
   *
   * @param status its entry in the pod's status; empty where there is none yet
   * @param kills for want of memory; empty: none
   */
  void describe(
      Map<String, Object> container, Map<String, Object> status, Optional<MemoryKills> kills) {
    sheet.title(LEVEL - 1, Json.string(container.get("name")));
    if (!status.isEmpty()) {
      sheet.put(LEVEL, "Container ID", Json.string(status.get("containerID")));
    }
    sheet.put(LEVEL, "Image", Json.string(container.get("image")));
    if (!status.isEmpty()) {
      sheet.put(LEVEL, "Image ID", Json.string(status.get("imageID")));
    }
    ports("Port", container, "containerPort");
    ports("Host Port", container, "hostPort");
    SeccompDescription.describe(sheet, LEVEL, container);
    words("Command", container.get("command"));
    words("Args", container.get("args"));
    sheet.putIfAny(LEVEL, "Restart Policy", Json.string(container.get("restartPolicy")));
    if (!status.isEmpty()) {
      states(status);
    }
    kills.ifPresent(k -> k.describe(sheet, LEVEL));
    ResourcesDescription.describe(sheet, LEVEL, Json.object(container.get("resources")));
    probe("Liveness", container.get("livenessProbe"));
    probe("Readiness", container.get("readinessProbe"));
    probe("Startup", container.get("startupProbe"));
    environment.describe(container);
    mounts(Json.list(container.get("volumeMounts")));
  }

  private void ports(String label, Map<String, Object> container, String field) {
    List<String> ports = new ArrayList<>();
    for (Object item : Json.list(container.get("ports"))) {
      Map<String, Object> port = Json.object(item);
      String protocol = Json.string(port.get("protocol"));
      String name = Json.string(port.get("name"));
      ports.add(
          (port.get(field) instanceof Long number ? number : 0L)
              + "/"
              + (protocol.isEmpty() ? "TCP" : protocol)
              + (name.isEmpty() ? "" : " (" + name + ")"));
    }
    sheet.put(
        LEVEL,
        ports.size() > 1 ? label + "s" : label,
        ports.isEmpty() ? "<none>" : String.join(", ", ports));
  }

  private void words(String title, Object words) {
    if (Json.list(words).isEmpty()) {
      return;
    }
    sheet.title(LEVEL, title);
    for (Object word : Json.list(words)) {
      sheet.line(LEVEL + 1, String.valueOf(word));
    }
  }

  private void states(Map<String, Object> status) {
    state("State", Json.object(status.get("state")));
    if (Json.at(status, "lastState", "terminated") != null) {
      state("Last State", Json.object(status.get("lastState")));
    }
    sheet.put(LEVEL, "Ready", Boolean.TRUE.equals(status.get("ready")) ? "True" : "False");
    sheet.put(
        LEVEL,
        "Restart Count",
        status.get("restartCount") instanceof Long count ? count.toString() : "0");
  }

  private void state(String label, Map<String, Object> state) {
    String kind = "waiting"; // what a state without any entry means
    for (String each : new String[] {"running", "terminated"}) {
      kind = state.containsKey(each) ? each : kind;
    }
    Map<String, Object> details = Json.object(state.get(kind));
    sheet.put(LEVEL, label, Character.toUpperCase(kind.charAt(0)) + kind.substring(1));
    inner("Reason", Json.string(details.get("reason")));
    inner("Message", Json.string(details.get("message")).stripTrailing());
    if (kind.equals("terminated")) {
      inner("Exit Code", String.valueOf(details.get("exitCode")));
      inner("Signal", details.get("signal") == null ? "" : details.get("signal").toString());
    }
    inner("Started", time.of(details.get("startedAt")));
    inner("Finished", time.of(details.get("finishedAt")));
  }

  private void inner(String label, String value) {
    sheet.putIfAny(LEVEL + 1, label, value);
  }

  private void probe(String label, Object probe) {
    if (probe instanceof Map) {
      sheet.put(LEVEL, label, ProbeText.of(Json.object(probe)));
    }
  }

  private void mounts(List<Object> mounts) {
    if (mounts.isEmpty()) {
      sheet.put(LEVEL, "Mounts", "<none>");
      return;
    }
    sheet.title(LEVEL, "Mounts");
    List<Object> sorted = new ArrayList<>(mounts);
    sorted.sort(Comparator.comparing(mount -> Json.string(Json.at(mount, "mountPath"))));
    for (Object item : sorted) {
      Map<String, Object> mount = Json.object(item);
      String subPath = Json.string(mount.get("subPath"));
      sheet.line(
          LEVEL + 1,
          Json.string(mount.get("mountPath"))
              + " from "
              + Json.string(mount.get("name"))
              + (Boolean.TRUE.equals(mount.get("readOnly")) ? " (ro" : " (rw")
              + (subPath.isEmpty() ? ")" : ",path=\"" + subPath + "\")"));
    }
  }
}
