package io.beanpod.model;

/**
 * What a container has to know of its pod to be checked.
 *
 * @param graceSeconds {@code terminationGracePeriodSeconds}
 * @param restartPolicy of the pod
 * @param hasOs whether {@code spec.os} says for which system the pod is
 */
record ContainerScope(
    boolean hostNetwork, long graceSeconds, RestartPolicy restartPolicy, boolean hasOs) {}
