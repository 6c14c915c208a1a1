package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import io.beanpod.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container's environment: {@code describeContainerEnvVars} of kubectl. */
final class EnvironmentDescription {
  private static final int LEVEL = 2;

  private final Sheet sheet;
  private final Map<String, Object> pod;

  EnvironmentDescription(Sheet sheet, Map<String, Object> pod) {
    this.sheet = sheet;
    this.pod = pod;
  }

  void describe(Map<String, Object> container) {
    from(Json.list(container.get("envFrom")));
    List<Object> variables = Json.list(container.get("env"));
    if (variables.isEmpty()) {
      sheet.put(LEVEL, "Environment", "<none>");
      return;
    }
    sheet.title(LEVEL, "Environment");
    for (Object item : variables) {
      variable(Json.object(item), container);
    }
  }

  private void from(List<Object> sources) {
    if (sources.isEmpty()) {
      return;
    }
    sheet.title(LEVEL, "Environment Variables from");
    for (Object item : sources) {
      boolean secret = Json.at(item, "secretRef") != null;
      Map<String, Object> source =
          Json.object(Json.at(item, secret ? "secretRef" : "configMapRef"));
      String prefix = Json.string(Json.at(item, "prefix"));
      sheet.line(
          LEVEL + 1,
          Json.string(source.get("name")),
          (secret ? "Secret" : "ConfigMap")
              + (prefix.isEmpty() ? "" : " with prefix '" + prefix + "'"),
          optional(source));
    }
  }

  private void variable(Map<String, Object> variable, Map<String, Object> container) {
    String label = Json.string(variable.get("name")) + ":";
    Map<String, Object> from = Json.object(variable.get("valueFrom"));
    Map<String, Object> field = Json.object(from.get("fieldRef"));
    Map<String, Object> secret = Json.object(from.get("secretKeyRef"));
    Map<String, Object> config = Json.object(from.get("configMapKeyRef"));
    Map<String, Object> resource = Json.object(from.get("resourceFieldRef"));
    if (!field.isEmpty()) {
      String path = Json.string(field.get("fieldPath"));
      String version = Json.string(field.get("apiVersion"));
      String text = " (" + (version.isEmpty() ? "v1" : version) + ":" + path + ")";
      sheet.line(LEVEL + 1, label, metadata(path) + text);
    } else if (!secret.isEmpty()) {
      String text = "<set to the key '" + secret.get("key") + "' in secret '" + secret.get("name");
      sheet.line(LEVEL + 1, label, text + "'>", optional(secret));
    } else if (!config.isEmpty()) {
      String text =
          "<set to the key '" + config.get("key") + "' of config map '" + config.get("name");
      sheet.line(LEVEL + 1, label, text + "'>", optional(config));
    } else if (!resource.isEmpty()) {
      String name = Json.string(resource.get("resource"));
      sheet.line(LEVEL + 1, label, amount(resource, name, container) + " (" + name + ")");
    } else {
      sheet.line(LEVEL + 1, label, Json.string(variable.get("value")));
    }
  }

  /** A container's own limit or request, divided; what the node has is not looked up. */
  private static String amount(
      Map<String, Object> source, String name, Map<String, Object> container) {
    int dot = name.indexOf('.');
    Map<String, Object> amounts =
        Json.object(Json.at(container, "resources", name.substring(0, Math.max(0, dot))));
    Optional<Quantity> amount =
        Quantity.tryParse(Json.string(amounts.get(name.substring(dot + 1))));
    Quantity divisor =
        Quantity.tryParse(Json.string(source.get("divisor")))
            .filter(quantity -> quantity.signum() > 0)
            .orElse(Quantity.parse("1"));
    String text = amount.isPresent() ? amount.get().dividedBy(divisor).toString() : "0";
    boolean free = name.equals("limits.cpu") || name.equals("limits.memory");
    return free && text.equals("0") ? "node allocatable" : text;
  }

  private static String optional(Map<String, Object> source) {
    return "Optional: " + Boolean.TRUE.equals(source.get("optional"));
  }

  /** Of {@code metadata.name}, {@code metadata.labels['app']}; empty where kubectl tells none. */
  private String metadata(String path) {
    if (!path.startsWith("metadata.")) {
      return "";
    }
    String field = path.substring("metadata.".length());
    int bracket = field.indexOf("['");
    if (bracket < 0) {
      return Json.string(Json.at(pod, "metadata", field));
    }
    String key = field.substring(bracket + 2, Math.max(bracket + 2, field.length() - 2));
    return Json.string(Json.at(pod, "metadata", field.substring(0, bracket), key));
  }
}
