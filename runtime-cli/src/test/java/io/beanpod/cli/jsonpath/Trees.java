package io.beanpod.cli.jsonpath;

import io.beanpod.store.CorruptState;
import io.beanpod.store.JsonText;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Trees for tests, read as a pod's file is. */
final class Trees {
  private Trees() {}

  /** A tree from JSON in which single quotes stand for double ones. */
  static Object of(String json) {
    String wrapped = "{\"it\":" + json.replace('\'', '"') + "}";
    try {
      return JsonText.object(Path.of("test"), wrapped.getBytes(StandardCharsets.UTF_8)).get("it");
    } catch (CorruptState e) {
      throw new UncheckedIOException(e);
    }
  }
}
