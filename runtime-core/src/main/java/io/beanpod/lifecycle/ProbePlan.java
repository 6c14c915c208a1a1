package io.beanpod.lifecycle;

import java.util.OptionalLong;

/**
 * A {@code v1.Probe}, defaults filled in.
 *
 * @param handler never {@link Handler.Sleep}
 * @param initialDelaySeconds from the container's start to the first probe; 0 or more
 * @param timeoutSeconds of one probe; 1 or more
 * @param periodSeconds from one probe to the next; 1 or more
 * @param successThreshold how many successes in a row count; 1 or more
 * @param failureThreshold how many failures in a row count; 1 or more
 * @param graceSeconds {@code terminationGracePeriodSeconds} of a container that this probe has
 *     stopped; empty: the pod's
 */
public record ProbePlan(
    Handler handler,
    int initialDelaySeconds,
    int timeoutSeconds,
    int periodSeconds,
    int successThreshold,
    int failureThreshold,
    OptionalLong graceSeconds) {}
