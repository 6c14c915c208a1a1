package io.beanpod.cli.describe;

import io.beanpod.cli.events.EventAge;
import io.beanpod.event.StoredEvent;
import java.util.List;

/** What has happened to a pod: {@code DescribeEvents} of kubectl. */
final class EventsDescription {
  private EventsDescription() {}

  /**
   * @param now in milliseconds since 1970
   */
  static void describe(Sheet sheet, List<StoredEvent> events, long now) {
    if (events.isEmpty()) {
      sheet.put(0, "Events", "<none>");
      return;
    }
    sheet.title(0, "Events");
    sheet.line(1, "Type", "Reason", "Age", "From", "Message");
    sheet.line(1, "----", "------", "----", "----", "-------");
    for (StoredEvent event : events) {
      sheet.line(
          1,
          event.type(),
          event.reason(),
          EventAge.of(event, now),
          event.component(),
          event.message().strip());
    }
  }
}
