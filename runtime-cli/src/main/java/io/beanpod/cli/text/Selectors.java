package io.beanpod.cli.text;

import io.beanpod.model.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Selectors as kubectl shows them: {@code metav1.FormatLabelSelector}. */
public final class Selectors {
  private static final String NONE = "<none>";

  private Selectors() {}

  /** Labels, as {@code app=web,tier=front}; {@code <none>} without any. */
  public static String labels(Object map) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Object> label : new TreeMap<>(Json.object(map)).entrySet()) {
      text.append(text.isEmpty() ? "" : ",").append(label.getKey()).append('=');
      text.append(label.getValue());
    }
    return text.isEmpty() ? NONE : text.toString();
  }

  /** A LabelSelector, as {@code app=web,tier notin (test)}; {@code <none>} for an empty one. */
  public static String of(Object selector) {
    Map<String, Object> tree = Json.object(selector);
    StringBuilder text = new StringBuilder();
    if (!Json.object(tree.get("matchLabels")).isEmpty()) {
      text.append(labels(tree.get("matchLabels")));
    }
    for (Object each : Json.list(tree.get("matchExpressions"))) {
      Map<String, Object> expression = Json.object(each);
      text.append(text.isEmpty() ? "" : ",");
      expression(text, Json.string(expression.get("key")), expression);
    }
    return text.isEmpty() ? NONE : text.toString();
  }

  private static void expression(StringBuilder text, String key, Map<String, Object> expression) {
    switch (Json.string(expression.get("operator"))) {
      case "Exists" -> text.append(key);
      case "DoesNotExist" -> text.append('!').append(key);
      case "In" -> text.append(key).append(" in (").append(values(expression)).append(')');
      default -> text.append(key).append(" notin (").append(values(expression)).append(')');
    }
  }

  private static String values(Map<String, Object> expression) {
    List<String> sorted =
        Json.list(expression.get("values")).stream().map(Json::string).sorted().toList();
    return String.join(",", sorted);
  }
}
