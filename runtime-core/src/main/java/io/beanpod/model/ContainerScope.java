package io.beanpod.model;

/**
 * What a container has to know of its pod to be checked.
 *
 * @param graceSeconds {@code terminationGracePeriodSeconds}
 * @param hasOs whether {@code spec.os} says for which system the pod is
 */
record ContainerScope(boolean hostNetwork, long graceSeconds, boolean hasOs) {}
