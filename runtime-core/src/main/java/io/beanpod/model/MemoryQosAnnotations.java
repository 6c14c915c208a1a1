package io.beanpod.model;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The kubelet's MemoryQoS, which is a feature gate and a setting of the node and not in the Pod
 * API, as annotations: requested memory is protected, and a container that comes near its limit is
 * slowed down before it is killed.
 */
public final class MemoryQosAnnotations {
  /** {@code "true"} or {@code "false"}; as if false where it is missing. */
  public static final String KEY = "beanpod.io/memory-qos";

  /** How far from the request to the limit the slowing down begins: above 0, at most 1. */
  public static final String FACTOR = "beanpod.io/memory-throttling-factor";

  private static final String DEFAULT_FACTOR = "0.9";

  private MemoryQosAnnotations() {}

  /** The throttling factor; empty where the pod does not want it at all. */
  public static OptionalDouble factor(ObjectMeta metadata) {
    Map<String, String> annotations = metadata.annotations();
    return "true".equals(annotations.get(KEY))
        ? factor(annotations.getOrDefault(FACTOR, DEFAULT_FACTOR))
        : OptionalDouble.empty();
  }

  static void check(Fields metadata, Map<String, String> annotations) {
    String qos = annotations.get(KEY);
    if (qos != null && !qos.equals("true") && !qos.equals("false")) {
      metadata.check("annotations[" + KEY + "]", qos, "\"true\" or \"false\"");
    }
    String factor = annotations.get(FACTOR);
    if (factor == null) {
      return;
    }
    if (factor(factor).isEmpty()) {
      metadata.check(
          "annotations[" + FACTOR + "]", factor, "a number above 0 and up to 1, such as 0.9");
    } else if (!"true".equals(qos)) {
      metadata.problem(
          "annotations[" + FACTOR + "]", "does nothing without " + KEY + ": \"true\" beside it");
    }
  }

  /** Empty where it is not allowed; {@code 1e-1} and {@code NaN} are not. */
  private static OptionalDouble factor(String text) {
    int digits = 0;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean digit = text.charAt(i) >= '0' && text.charAt(i) <= '9';
      digits += digit ? 1 : 0;
      points += text.charAt(i) == '.' ? 1 : 0;
    }
    if (digits == 0 || points > 1 || digits + points < text.length()) {
      return OptionalDouble.empty();
    }
    double factor = Double.parseDouble(text);
    return factor > 0 && factor <= 1 ? OptionalDouble.of(factor) : OptionalDouble.empty();
  }
}
