package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import java.util.List;
import java.util.Map;

/** One container in a pod's description. */
final class ContainerDescription {
  private final Sheet sheet;
  private final LongTime time;

  ContainerDescription(Sheet sheet, LongTime time) {
    this.sheet = sheet;
    this.time = time;
  }

  void describe(Map<String, Object> container, Map<String, Object> status) {
    sheet
        .open(Json.string(container.get("name")))
        .put("Container ID", Json.string(status.get("containerID")))
        .put("Image", Json.string(container.get("image")))
        .put("Image ID", Json.string(status.get("imageID")))
        .put("Port", ports(container, "containerPort"))
        .putIfAny("Host Port", ports(container, "hostPort"));
    list("Command", container.get("command"));
    list("Args", container.get("args"));
    state("State", Json.object(status.get("state")));
    if (!Json.object(status.get("lastState")).isEmpty()) {
      state("Last State", Json.object(status.get("lastState")));
    }
    sheet
        .put("Ready", Boolean.TRUE.equals(status.get("ready")) ? "True" : "False")
        .put(
            "Restart Count",
            Json.at(status, "restartCount") instanceof Long n ? n.toString() : "0");
    map("Limits", Json.object(Json.at(container, "resources", "limits")));
    map("Requests", Json.object(Json.at(container, "resources", "requests")));
    environment(Json.list(container.get("env")));
    sheet.close();
  }

  private void state(String label, Map<String, Object> state) {
    for (String kind : new String[] {"running", "terminated", "waiting"}) {
      if (!state.containsKey(kind)) {
        continue;
      }
      Map<String, Object> details = Json.object(state.get(kind));
      Object exitCode = details.get("exitCode");
      Object signal = details.get("signal");
      sheet
          .put(label, Character.toUpperCase(kind.charAt(0)) + kind.substring(1))
          .putInner("Reason", Json.string(details.get("reason")))
          .putInner("Message", Json.string(details.get("message")).stripTrailing())
          .putInner("Exit Code", exitCode == null ? "" : exitCode.toString())
          .putInner("Signal", signal == null ? "" : signal.toString())
          .putInner("Started", time.of(details.get("startedAt")))
          .putInner("Finished", time.of(details.get("finishedAt")));
      return;
    }
    sheet.put(label, "Waiting");
  }

  private static String ports(Map<String, Object> container, String field) {
    StringBuilder text = new StringBuilder();
    for (Object item : Json.list(container.get("ports"))) {
      Map<String, Object> port = Json.object(item);
      if (port.get(field) instanceof Long number) {
        String protocol = Json.string(port.get("protocol"));
        text.append(text.isEmpty() ? "" : ", ")
            .append(number)
            .append('/')
            .append(protocol.isEmpty() ? "TCP" : protocol);
      }
    }
    return text.isEmpty() && field.equals("containerPort") ? "<none>" : text.toString();
  }

  private void list(String title, Object list) {
    if (Json.list(list).isEmpty()) {
      return;
    }
    sheet.open(title);
    for (Object item : Json.list(list)) {
      sheet.text(String.valueOf(item));
    }
    sheet.close();
  }

  private void map(String title, Map<String, Object> map) {
    if (map.isEmpty()) {
      return;
    }
    sheet.open(title);
    for (Map.Entry<String, Object> entry : map.entrySet()) {
      sheet.put(entry.getKey(), String.valueOf(entry.getValue()));
    }
    sheet.close();
  }

  private void environment(List<Object> env) {
    if (env.isEmpty()) {
      sheet.put("Environment", "<none>");
      return;
    }
    sheet.open("Environment");
    for (Object item : env) {
      Map<String, Object> variable = Json.object(item);
      boolean from = variable.containsKey("valueFrom");
      sheet.put(
          Json.string(variable.get("name")),
          from ? "<from the pod>" : Json.string(variable.get("value")));
    }
    sheet.close();
  }
}
