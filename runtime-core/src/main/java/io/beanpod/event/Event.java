package io.beanpod.event;

import java.time.Instant;

/**
 * What the correlation makes of a v1.Event.
 *
 * @param name {@code metadata.name}; the same for each state of one event
 * @param fieldPath of the involved object, {@code spec.containers{web}}; empty: the pod as a whole
 * @param count how often it has happened; 1 or more
 * @param firstTimestamp when it happened first
 * @param lastTimestamp when it happened last
 */
record Event(
    String name,
    EventType type,
    String reason,
    String fieldPath,
    String message,
    int count,
    Instant firstTimestamp,
    Instant lastTimestamp) {}
