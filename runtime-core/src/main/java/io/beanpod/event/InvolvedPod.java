package io.beanpod.event;

/**
 * The {@code involvedObject} of a pod's events.
 *
 * @param namespace {@code metadata.namespace}
 * @param name {@code metadata.name}
 * @param uid {@code metadata.uid}
 */
public record InvolvedPod(String namespace, String name, String uid) {}
