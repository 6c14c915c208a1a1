package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A pod's tolerations: {@code printTolerationsMultilineWithIndent} of kubectl. */
final class Tolerations {
  private Tolerations() {}

  /** One to a line, by key: {@code node:NoExecute op=Exists for 300s}. */
  static String text(List<Object> tolerations) {
    List<Object> sorted = new ArrayList<>(tolerations);
    sorted.sort(Comparator.comparing(each -> Json.string(Json.at(each, "key"))));
    StringBuilder text = new StringBuilder();
    for (Object toleration : sorted) {
      text.append(text.isEmpty() ? "" : "\n").append(line(toleration));
    }
    return text.isEmpty() ? "<none>" : text.toString();
  }

  private static String line(Object toleration) {
    String value = Json.string(Json.at(toleration, "value"));
    String effect = Json.string(Json.at(toleration, "effect"));
    String text =
        Json.string(Json.at(toleration, "key"))
            + (value.isEmpty() ? "" : "=" + value)
            + (effect.isEmpty() ? "" : ":" + effect);
    if ("Exists".equals(Json.at(toleration, "operator")) && value.isEmpty()) {
      text += text.isEmpty() ? "op=Exists" : " op=Exists";
    }
    Object seconds = Json.at(toleration, "tolerationSeconds");
    return seconds == null ? text : text + " for " + seconds + "s";
  }
}
