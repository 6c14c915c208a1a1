package io.beanpod.pause;

import io.beanpod.event.EventLog;
import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds events until the event loop has time for them: a container must not start later because its
 * start is being written down.
 */
final class EventQueue implements EventSink {
  private record Waiting(EventType type, String reason, String fieldPath, String message) {}

  private final Supplier<EventLog> opener;
  private final List<Waiting> waiting = new ArrayList<>();
  private Optional<EventLog> log = Optional.empty();

  /**
   * An empty one.
   *
   * @param opener of the log, which is not made before it is needed
   */
  EventQueue(Supplier<EventLog> opener) {
    this.opener = opener;
  }

  @Override
  public void event(EventType type, String reason, String fieldPath, String message) {
    waiting.add(new Waiting(type, reason, fieldPath, message));
  }

  /** Writes what has happened since the last time. */
  void flush() {
    if (waiting.isEmpty() && log.isEmpty()) {
      return;
    }
    if (log.isEmpty()) {
      log = Optional.of(opener.get());
    }
    for (Waiting event : waiting) {
      log.get().event(event.type(), event.reason(), event.fieldPath(), event.message());
    }
    waiting.clear();
    log.get().flush();
  }
}
