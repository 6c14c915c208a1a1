package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.describe.Head;
import io.beanpod.cli.text.Age;
import io.beanpod.cli.text.Plain;
import io.beanpod.model.Json;
import io.beanpod.object.Base64Data;
import io.beanpod.store.Stored;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code v1.ConfigMap}. */
final class ConfigMapView implements KindView {
  @Override
  public List<String> names(boolean wide) {
    return List.of("DATA", "AGE");
  }

  @Override
  public List<String> cells(Stored map, boolean wide, long now) {
    int keys = data(map, "data").size() + data(map, "binaryData").size();
    return List.of(Integer.toString(keys), Age.of(map.tree(), now));
  }

  @Override
  public String describe(Stored map, Context context) {
    StringBuilder text = new StringBuilder(Head.of(map));
    text.append("\nData\n====\n");
    for (Map.Entry<String, Object> entry : data(map, "data").entrySet()) {
      text.append(entry.getKey()).append(":\n----\n");
      text.append(Plain.lines(Json.string(entry.getValue()))).append("\n\n");
    }
    text.append("\nBinaryData\n====\n");
    for (Map.Entry<String, Object> entry : data(map, "binaryData").entrySet()) {
      int bytes = Base64Data.decode(Json.string(entry.getValue())).orElse(new byte[0]).length;
      text.append(entry.getKey()).append(": ").append(bytes).append(" bytes\n");
    }
    return text.append("\nEvents:  <none>\n").toString();
  }

  private static Map<String, Object> data(Stored map, String field) {
    return new TreeMap<>(Json.object(map.tree().get(field)));
  }
}
