package io.beanpod.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The cases of client-go's events_cache_test.go that a single pod can have. */
class EventCorrelatorTest {
  private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private static final long MINUTE = 60_000;
  private static final String WEB = "spec.containers{web}";

  private long millis;
  private final EventCorrelator correlator = new EventCorrelator("web", 0);

  private Optional<Event> happens(EventType type, String reason, String path, String message) {
    return correlator.correlate(millis, START.plusMillis(millis), type, reason, path, message);
  }

  private Event unhealthy(String message) {
    return happens(EventType.Warning, Reasons.UNHEALTHY, WEB, message).orElseThrow();
  }

  @Test
  void whatHappensAgainIsCounted() {
    Event first = unhealthy("refused");
    assertThat(first)
        .isEqualTo(
            new Event(
                "web." + Long.toHexString(START.toEpochMilli() * 1_000_000),
                EventType.Warning,
                "Unhealthy",
                WEB,
                "refused",
                1,
                START,
                START));
    millis = 20 * MINUTE;
    Event again = unhealthy("refused");
    assertThat(again.name()).isEqualTo(first.name());
    assertThat(again.count()).isEqualTo(2);
    assertThat(again.firstTimestamp()).isEqualTo(START);
    assertThat(again.lastTimestamp()).isEqualTo(START.plusMillis(20 * MINUTE));
  }

  @Test
  void anyDifferenceMakesAnotherEvent() {
    List<Event> events = new ArrayList<>();
    events.add(unhealthy("refused"));
    events.add(unhealthy("timeout"));
    events.add(happens(EventType.Normal, "Unhealthy", WEB, "refused").orElseThrow());
    events.add(happens(EventType.Warning, "Failed", WEB, "refused").orElseThrow());
    events.add(happens(EventType.Warning, "Unhealthy", "", "refused").orElseThrow());
    assertThat(events).extracting(Event::count).containsOnly(1);
    assertThat(events).extracting(Event::name).doesNotHaveDuplicates();
  }

  @Test
  void fromTheTenthMessageOnSimilarOnesAreCombined() {
    HashSet<String> names = new HashSet<>();
    for (int i = 1; i < 10; i++) {
      Event event = unhealthy("message " + i);
      assertThat(event.message()).isEqualTo("message " + i);
      names.add(event.name());
    }
    Event combined = unhealthy("message 10");
    assertThat(names).hasSize(9).doesNotContain(combined.name());
    assertThat(combined.message()).isEqualTo("(combined from similar events): message 10");
    assertThat(combined.count()).isEqualTo(1);

    Event more =
        happens(EventType.Warning, Reasons.UNHEALTHY, "spec.containers{side}", "message 11")
            .orElseThrow();
    assertThat(more.name()).isEqualTo(combined.name());
    assertThat(more.message()).isEqualTo("(combined from similar events): message 11");
    assertThat(more.count()).isEqualTo(2);
    assertThat(more.fieldPath()).as("that of the first one").isEqualTo(WEB);

    assertThat(unhealthy("message 3").count()).as("it has an event of its own").isEqualTo(2);
    assertThat(happens(EventType.Warning, "Failed", WEB, "message 12").orElseThrow().message())
        .isEqualTo("message 12");
  }

  @Test
  void afterTenQuietMinutesNothingIsSimilarAnyMore() {
    for (int i = 0; i < 9; i++) {
      unhealthy("message " + i);
    }
    millis = 10 * MINUTE;
    assertThat(unhealthy("ten minutes").message()).startsWith("(combined");
    millis += 10 * MINUTE + 1;
    assertThat(unhealthy("and more").message()).isEqualTo("and more");
  }

  @Test
  void aBurstIsLetThroughAndThenOneInFiveMinutes() {
    for (int i = 1; i <= 25; i++) {
      assertThat(unhealthy("refused").count()).isEqualTo(i);
    }
    assertThat(happens(EventType.Warning, Reasons.UNHEALTHY, WEB, "refused")).isEmpty();
    millis = 5 * MINUTE;
    assertThat(unhealthy("refused").count()).as("those held back were counted").isEqualTo(27);
    assertThat(happens(EventType.Warning, Reasons.UNHEALTHY, WEB, "refused")).isEmpty();
    millis = 5 * MINUTE + 25 * 5 * MINUTE + 24 * 60 * MINUTE;
    for (int i = 1; i <= 25; i++) {
      unhealthy("refused");
    }
    assertThat(happens(EventType.Warning, Reasons.UNHEALTHY, WEB, "refused")).isEmpty();
  }

  @Test
  void whatIsNewComesOutThoughThereAreTooMany() {
    for (int i = 1; i <= 25; i++) {
      unhealthy("refused");
    }
    assertThat(happens(EventType.Normal, Reasons.KILLING, WEB, "Stopping")).isPresent();
    assertThat(happens(EventType.Normal, Reasons.KILLING, WEB, "Stopping")).isEmpty();
    for (int i = 1; i <= 100; i++) {
      happens(EventType.Warning, Reasons.UNHEALTHY, WEB, "message " + i);
    }
    assertThat(happens(EventType.Warning, Reasons.UNHEALTHY, WEB, "message 101")).isEmpty();
  }

  @Test
  void aClockThatIsSetBackMakesNoNameTwice() {
    Event first = unhealthy("a");
    Event second =
        correlator
            .correlate(1, START.minusSeconds(3600), EventType.Normal, "Started", WEB, "b")
            .orElseThrow();
    assertThat(second.name()).isGreaterThan(first.name());
  }
}
