package io.beanpod.cli.events;

import io.beanpod.cli.text.HumanDuration;
import io.beanpod.event.StoredEvent;
import io.beanpod.model.Rfc3339;
import java.util.OptionalLong;

/** How long ago, as kubectl says it. */
public final class EventAge {
  private EventAge() {}

  /**
   * {@code 5s}, or {@code 5s (x3 over 2m)} for one that has happened again.
   *
   * @param now in milliseconds since 1970
   */
  public static String of(StoredEvent event, long now) {
    String first = since(event.firstTimestamp(), now);
    return event.count() > 1
        ? since(event.lastTimestamp(), now) + " (x" + event.count() + " over " + first + ")"
        : first;
  }

  /** Since a time of an event. */
  static String since(String timestamp, long now) {
    OptionalLong then = Rfc3339.millis(timestamp);
    return then.isEmpty() ? "<unknown>" : HumanDuration.of(now - then.getAsLong());
  }
}
