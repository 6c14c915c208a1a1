package io.beanpod.model.patch;

import io.beanpod.model.JsonWriter;

/** Values in messages. */
final class Shown {
  private static final int MAX = 80;

  private Shown() {}

  /** As JSON, cut where it is long. */
  static String of(Object value) {
    String json = JsonWriter.compact(value);
    return json.length() <= MAX ? json : json.substring(0, MAX - 3) + "...";
  }
}
