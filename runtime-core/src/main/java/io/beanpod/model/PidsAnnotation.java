package io.beanpod.model;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How many processes and threads the containers of a pod may have, together and each: the kubelet's
 * {@code podPidsLimit} and the {@code pids_limit} of container runtimes, which are the node's and
 * not in the Pod API, as annotations. Without one, or with -1, there is no limit, as by default.
 */
public final class PidsAnnotation {
  /** Of all containers together. */
  public static final String POD = "beanpod.io/pod-pids-limit";

  /** Of each container. */
  public static final String CONTAINER = "beanpod.io/container-pids-limit";

  private static final long MAX = 1 << 22; // PID_MAX_LIMIT of include/linux/threads.h

  private PidsAnnotation() {}

  /** The limit of one of them; empty where there is none. */
  public static OptionalLong limit(ObjectMeta metadata, String annotation) {
    OptionalLong value = number(metadata.annotations().getOrDefault(annotation, "-1"));
    return value.isPresent() && value.getAsLong() > 0 ? value : OptionalLong.empty();
  }

  static void check(Fields metadata, Map<String, String> annotations) {
    for (String annotation : new String[] {POD, CONTAINER}) {
      String value = annotations.get(annotation);
      if (value != null && number(value).isEmpty()) {
        String allowed = "a whole number of 1 to " + MAX + ", or -1 for none";
        metadata.check("annotations[" + annotation + "]", value, allowed);
      }
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
