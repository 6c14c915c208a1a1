package io.beanpod.cli;

import io.beanpod.cli.events.EventPrinter;
import io.beanpod.event.EventFollower;
import io.beanpod.event.StoredEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** {@code --watch} of events: those there are, then each as it comes. Ends with its process. */
final class EventWatch {
  private EventWatch() {}

  /**
   * Prints until nobody reads on.
   *
   * @param onlyNew leaves out those there are
   */
  static void run(
      Context context, EventPrinter printer, Predicate<StoredEvent> wanted, boolean onlyNew)
      throws IOException {
    Instant now = Instant.ofEpochMilli(context.now());
    try (EventFollower follower = new EventFollower(context.root(), now)) {
      List<StoredEvent> events = follower.next();
      if (onlyNew) {
        events.clear();
      }
      while (true) {
        print(context, printer, events, wanted);
        events = follower.next();
      }
    }
  }

  private static void print(
      Context context,
      EventPrinter printer,
      List<StoredEvent> events,
      Predicate<StoredEvent> wanted) {
    List<StoredEvent> some = new ArrayList<>();
    for (StoredEvent event : events) {
      if (wanted.test(event)) {
        some.add(event);
      }
    }
    context.out().print(printer.each(some, System.currentTimeMillis()));
    context.out().flush();
  }
}
