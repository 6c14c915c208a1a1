package io.beanpod.model;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Annotations that shorten the crash back-off, for labs that don't want to wait: {@code 100ms},
 * {@code 2s}, or a number of seconds. A base of 0 means no delay at all.
 */
public final class BackOffAnnotations {
  /** The second restart's delay, doubled from then on. */
  public static final String BASE = "beanpod.io/backoff-base";

  /** The longest delay. */
  public static final String MAX = "beanpod.io/backoff-max";

  private BackOffAnnotations() {}

  /** Milliseconds of one of them; empty where it is not there. */
  public static OptionalLong millis(ObjectMeta metadata, String annotation) {
    String value = metadata.annotations().get(annotation);
    return value == null ? OptionalLong.empty() : millis(value);
  }

  static void check(Fields metadata, Map<String, String> annotations) {
    for (String annotation : new String[] {BASE, MAX}) {
      String value = annotations.get(annotation);
      if (value != null && millis(value).isEmpty()) {
        metadata.check(
            "annotations[" + annotation + "]",
            value,
            "a time such as 100ms, 2s or 1m30s, or a number of seconds");
      }
    }
  }

  private static OptionalLong millis(String value) {
    boolean bare = !value.isEmpty();
    for (int i = 0; i < value.length(); i++) {
      bare &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    return GoDuration.millis(bare ? value + "s" : value);
  }
}
