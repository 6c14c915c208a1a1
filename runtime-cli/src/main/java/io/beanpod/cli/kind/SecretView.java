package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.describe.Head;
import io.beanpod.cli.text.Age;
import io.beanpod.model.Json;
import io.beanpod.object.Base64Data;
import io.beanpod.store.Stored;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code v1.Secret}: how long the values are, never what they are. */
final class SecretView implements KindView {
  @Override
  public List<String> names(boolean wide) {
    return List.of("TYPE", "DATA", "AGE");
  }

  @Override
  public List<String> cells(Stored secret, boolean wide, long now) {
    return List.of(type(secret), Integer.toString(data(secret).size()), Age.of(secret.tree(), now));
  }

  @Override
  public String describe(Stored secret, Context context) {
    StringBuilder text = new StringBuilder(Head.of(secret));
    text.append("\nType:  ").append(type(secret)).append("\n\nData\n====\n");
    int width = 0;
    Map<String, Object> data = data(secret);
    for (String key : data.keySet()) {
      width = Math.max(width, key.length() + 1);
    }
    for (Map.Entry<String, Object> entry : data.entrySet()) {
      int bytes = Base64Data.decode(Json.string(entry.getValue())).orElse(new byte[0]).length;
      text.append(entry.getKey()).append(':').repeat(' ', width - entry.getKey().length() + 1);
      text.append(bytes).append(" bytes\n");
    }
    return text.toString();
  }

  private static String type(Stored secret) {
    return Json.string(secret.tree().get("type"));
  }

  private static Map<String, Object> data(Stored secret) {
    return new TreeMap<>(Json.object(secret.tree().get("data")));
  }
}
