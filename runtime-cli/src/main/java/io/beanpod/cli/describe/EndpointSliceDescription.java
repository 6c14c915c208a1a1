package io.beanpod.cli.describe;

import io.beanpod.cli.text.Table;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.util.List;
import java.util.Map;

/** An EndpointSlice, as {@code kubectl describe endpointslice} shows it. */
public final class EndpointSliceDescription {
  private static final String UNSET = "<unset>";

  private EndpointSliceDescription() {}

  /** The text. */
  public static String of(Stored slice) {
    String type = Json.string(slice.tree().get("addressType"));
    StringBuilder text = new StringBuilder(Head.of(slice, "AddressType", type));
    ports(text, Json.list(slice.tree().get("ports")));
    List<Object> endpoints = Json.list(slice.tree().get("endpoints"));
    text.append(endpoints.isEmpty() ? "Endpoints: <none>\n" : "Endpoints:\n");
    for (Object endpoint : endpoints) {
      endpoint(text, Json.object(endpoint));
    }
    return text.append("Events:         <none>\n").toString();
  }

  private static void ports(StringBuilder text, List<Object> ports) {
    if (ports.isEmpty()) {
      text.append("Ports: ").append(UNSET).append('\n');
      return;
    }
    Table table = new Table().row("Name", "Port", "Protocol").row("----", "----", "--------");
    for (Object each : ports) {
      Map<String, Object> port = Json.object(each);
      table.row(orUnset(port.get("name")), port.get("port") + "", orUnset(port.get("protocol")));
    }
    text.append("Ports:\n").append(table.render("  "));
  }

  private static void endpoint(StringBuilder text, Map<String, Object> endpoint) {
    List<String> addresses =
        Json.list(endpoint.get("addresses")).stream().map(Json::string).toList();
    Map<String, Object> pod = Json.object(endpoint.get("targetRef"));
    text.append("  - Addresses:  ").append(String.join(", ", addresses));
    text.append("\n    Conditions:\n      Ready:    ");
    text.append(Json.at(endpoint, "conditions", "ready"));
    text.append("\n    Hostname:   ").append(orUnset(endpoint.get("hostname")));
    text.append("\n    TargetRef:  ").append(pod.get("kind")).append('/').append(pod.get("name"));
    text.append("\n    NodeName:   ").append(orUnset(endpoint.get("nodeName")));
    text.append("\n    Zone:       ").append(UNSET).append('\n');
  }

  private static String orUnset(Object value) {
    String text = Json.string(value);
    return text.isEmpty() ? UNSET : text;
  }
}
