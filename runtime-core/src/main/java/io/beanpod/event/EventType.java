package io.beanpod.event;

/** {@code type} of a v1.Event. */
public enum EventType {
  Normal,
  Warning
}
