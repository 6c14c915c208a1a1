package io.beanpod.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A {@code v1.Probe}, defaults filled in. Times are in seconds.
 *
 * @param initialDelaySeconds 0 or more
 * @param timeoutSeconds 1 or more
 * @param periodSeconds 1 or more
 * @param successThreshold 1 or more; 1 of any but a readiness probe
 * @param failureThreshold 1 or more
 * @param terminationGracePeriodSeconds 1 or more; empty: the pod's. Never of a readiness probe
 */
public record Probe(
    Action action,
    int initialDelaySeconds,
    int timeoutSeconds,
    int periodSeconds,
    int successThreshold,
    int failureThreshold,
    OptionalLong terminationGracePeriodSeconds) {
  static final int TIMEOUT_SECONDS = 1;
  static final int PERIOD_SECONDS = 10;
  static final int SUCCESS_THRESHOLD = 1;
  static final int FAILURE_THRESHOLD = 3;

  private static final String GRACE = "terminationGracePeriodSeconds";

  /** Reads one of a container's probes; empty where it has none, or a wrong one. */
  static Optional<Probe> decode(Fields container, String field, List<ContainerPort> ports) {
    Optional<Fields> object = container.object(field);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = object.get();
    Optional<Action> action = new ActionDecoder(fields, ports).ofProbe();
    int delay = number(fields, "initialDelaySeconds", 0);
    int timeout = number(fields, "timeoutSeconds", TIMEOUT_SECONDS);
    int period = number(fields, "periodSeconds", PERIOD_SECONDS);
    int successes = number(fields, "successThreshold", SUCCESS_THRESHOLD);
    int failures = number(fields, "failureThreshold", FAILURE_THRESHOLD);
    OptionalLong grace = OptionalLong.empty();
    if (field.equals("readinessProbe")) {
      if (fields.has(GRACE)) {
        fields.problem(GRACE, "must not be set for readinessProbes, which never end a container");
      }
    } else {
      grace = fields.integer(GRACE, 1, Long.MAX_VALUE);
      if (successes != 1) {
        fields.problem("successThreshold", "must be 1 for a " + field + ", not " + successes);
      }
    }
    fields.end();
    return action.isEmpty()
        ? Optional.empty()
        : Optional.of(new Probe(action.get(), delay, timeout, period, successes, failures, grace));
  }

  private static int number(Fields fields, String field, int otherwise) {
    return (int) fields.integer(field, 0, Integer.MAX_VALUE).orElse(otherwise);
  }
}
