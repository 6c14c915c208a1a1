package io.beanpod.model.patch;

import io.beanpod.model.Documents;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Trees from JSON or YAML, for tests. */
final class Text {
  private Text() {}

  static Object value(String text) {
    return Documents.value("test", text.getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(String text) {
    return (Map<String, Object>) value(text);
  }
}
