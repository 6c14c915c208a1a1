package io.beanpod.model;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How many processes and threads the containers of a pod may have together: the kubelet's {@code
 * podPidsLimit}, which is the node's and not in the Pod API, as an annotation. Without it, or with
 * -1, there is no limit, as with the kubelet's default.
 */
public final class PidsAnnotation {
  public static final String KEY = "beanpod.io/pod-pids-limit";

  private static final long MAX = 1 << 22; // PID_MAX_LIMIT of include/linux/threads.h

  private PidsAnnotation() {}

  /** The limit; empty where there is none. */
  public static OptionalLong limit(ObjectMeta metadata) {
    OptionalLong value = number(metadata.annotations().getOrDefault(KEY, "-1"));
    return value.isPresent() && value.getAsLong() > 0 ? value : OptionalLong.empty();
  }

  static void check(Fields metadata, Map<String, String> annotations) {
    String value = annotations.get(KEY);
    if (value != null && number(value).isEmpty()) {
      metadata.check(
          "annotations[" + KEY + "]", value, "a whole number of 1 to " + MAX + ", or -1 for none");
    }
  }

  /** Empty where it is not allowed. */
  private static OptionalLong number(String text) {
    try {
      long number = Long.parseLong(text);
      boolean allowed = number == -1 || (number >= 1 && number <= MAX);
      return allowed ? OptionalLong.of(number) : OptionalLong.empty();
    } catch (NumberFormatException notAllowedEither) {
      return OptionalLong.empty();
    }
  }
}
