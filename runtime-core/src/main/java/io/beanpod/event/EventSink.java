package io.beanpod.event;

/** Takes down what happens to a pod. Never fails: an event is worth less than what it tells of. */
@FunctionalInterface
public interface EventSink {
  /**
   * Something happened.
   *
   * @param reason one of the kubelet's words: {@code Started}, {@code BackOff}
   * @param fieldPath which part of the pod it happened to: {@code spec.containers{web}}; empty: the
   *     pod as a whole
   * @param message a sentence for people
   */
  void event(EventType type, String reason, String fieldPath, String message);
}
