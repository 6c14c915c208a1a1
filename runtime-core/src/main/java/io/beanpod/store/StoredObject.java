package io.beanpod.store;

import java.util.Map;

/**
 * An object other than a pod, as it is kept: complete, with {@code apiVersion}, {@code kind}, and
 * the metadata that the system gives ({@code uid}, {@code creationTimestamp}, {@code
 * resourceVersion}).
 *
 * @param kind what it is
 * @param tree the object
 */
public record StoredObject(ObjectKind kind, Map<String, Object> tree) implements Stored {}
