package io.beanpod.model;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How fast a pod may receive and send, by annotations that the kubelet hands to the network: {@code
 * kubernetes.io/ingress-bandwidth} and {@code kubernetes.io/egress-bandwidth}.
 *
 * @param ingress into the pod, in bits per second; empty for no limit
 * @param egress out of the pod, in bits per second; empty for no limit
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/#support-traffic-shaping">Support
 *     traffic shaping</a>
 */
public record Bandwidth(OptionalLong ingress, OptionalLong egress) {
  public static final String INGRESS = "kubernetes.io/ingress-bandwidth";
  public static final String EGRESS = "kubernetes.io/egress-bandwidth";

  /** The kubelet's bounds: pkg/util/bandwidth. */
  private static final long MIN = 1000;

  private static final long MAX = 1_000_000_000_000_000L;

  /** What a pod's annotations say, which have been checked. */
  public static Bandwidth of(ObjectMeta metadata) {
    return new Bandwidth(
        rate(metadata.annotations(), INGRESS), rate(metadata.annotations(), EGRESS));
  }

  /** Whether there is a limit at all. */
  public boolean limited() {
    return ingress.isPresent() || egress.isPresent();
  }

  static void check(Fields metadata, Map<String, String> annotations) {
    for (String key : new String[] {INGRESS, EGRESS}) {
      String value = annotations.get(key);
      if (value != null && rate(annotations, key).isEmpty()) {
        metadata.check(
            "annotations[" + key + "]",
            value,
            "a quantity of bits per second from 1k to 1P, such as 10M");
      }
    }
  }

  /** Empty where it is missing or not allowed. */
  private static OptionalLong rate(Map<String, String> annotations, String key) {
    String text = annotations.get(key);
    Optional<Quantity> quantity = text == null ? Optional.empty() : Quantity.tryParse(text);
    if (quantity.isEmpty()) {
      return OptionalLong.empty();
    }
    long bits = quantity.get().value();
    return bits >= MIN && bits <= MAX ? OptionalLong.of(bits) : OptionalLong.empty();
  }
}
