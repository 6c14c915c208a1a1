package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.describe.ServiceDescription;
import io.beanpod.cli.text.Age;
import io.beanpod.cli.text.Selectors;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code v1.Service}. */
final class ServiceView implements KindView {
  private static final String NONE = "<none>";

  @Override
  public List<String> names(boolean wide) {
    List<String> names =
        new ArrayList<>(List.of("TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE"));
    if (wide) {
      names.add("SELECTOR");
    }
    return names;
  }

  @Override
  public List<String> cells(Stored service, boolean wide, long now) {
    Map<String, Object> spec = Json.object(service.tree().get("spec"));
    List<String> cells = new ArrayList<>();
    cells.add(Json.string(spec.get("type")));
    String clusterIp = Json.string(spec.get("clusterIP"));
    cells.add(clusterIp.isEmpty() ? NONE : clusterIp);
    cells.add(externalIp(service, spec));
    cells.add(ports(spec));
    cells.add(Age.of(service.tree(), now));
    if (wide) {
      cells.add(Selectors.labels(spec.get("selector")));
    }
    return cells;
  }

  @Override
  public String describe(Stored service, Context context) throws IOException {
    return ServiceDescription.of(service, context.store().list(service.namespace()));
  }

  private static String externalIp(Stored service, Map<String, Object> spec) {
    List<String> addresses = new ArrayList<>();
    switch (Json.string(spec.get("type"))) {
      case "ExternalName" -> {
        return Json.string(spec.get("externalName"));
      }
      case "LoadBalancer" -> {
        for (Object each :
            Json.list(Json.at(service.tree(), "status", "loadBalancer", "ingress"))) {
          addresses.add(Json.string(Json.object(each).get("ip")));
        }
        if (addresses.isEmpty()) {
          return "<pending>";
        }
      }
      default -> {}
    }
    for (Object ip : Json.list(spec.get("externalIPs"))) {
      addresses.add(Json.string(ip));
    }
    return addresses.isEmpty() ? NONE : String.join(",", addresses);
  }

  private static String ports(Map<String, Object> spec) {
    StringBuilder text = new StringBuilder();
    for (Object each : Json.list(spec.get("ports"))) {
      Map<String, Object> port = Json.object(each);
      text.append(text.isEmpty() ? "" : ",").append(port.get("port"));
      if (port.get("nodePort") != null) {
        text.append(':').append(port.get("nodePort"));
      }
      text.append('/').append(port.get("protocol"));
    }
    return text.isEmpty() ? NONE : text.toString();
  }
}
