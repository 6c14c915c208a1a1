package io.beanpod.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the events of one pod few: a time and what happened go in, and out comes an event, new or
 * counted once more, or nothing. The rules are those of client-go, which the kubelet records by:
 *
 * <ol>
 *   <li>The same type, reason, field path and message again are the same event, counted.
 *   <li>From the tenth different message on, of one type and reason with never more than ten
 *       minutes between two, they are one event, whose message is the last one with a prefix.
 *   <li>After 25 events only one in five minutes comes out; the others are counted all the same.
 * </ol>
 *
 * <p>Unlike there, the intervals are those of a clock that only goes forward. And what has not been
 * there before always comes out: a container that crashes all the time hides no probe that fails,
 * and no end that was asked for. Rule 2 bounds how many these can be.
 *
 * @see <a
 *     href="https://github.com/kubernetes/client-go/blob/master/tools/record/events_cache.go">events_cache.go</a>
 */
final class EventCorrelator {
  private static final int BURST = 25;
  private static final long REFILL_MILLIS = 300_000;
  private static final int SIMILAR = 10;
  private static final long SIMILAR_MILLIS = 600_000;
  private static final String COMBINED = "(combined from similar events): ";

  /** client-go keeps 4096, for all pods of a node. */
  private static final int OBSERVED = 512;

  private final String pod;
  private final TokenBucket bucket;
  private final Map<String, Similar> similar = new HashMap<>();
  private final Map<String, Event> observed = new LinkedHashMap<>(16, 0.75f, true);
  private long lastName;

  /** What varies only by its message. */
  private static final class Similar {
    private final Set<String> messages = new HashSet<>();
    private long last;
  }

  /**
   * @param pod its name, which those of its events begin with
   * @param millis of a clock that only goes forward
   */
  EventCorrelator(String pod, long millis) {
    this.pod = pod;
    bucket = new TokenBucket(BURST, REFILL_MILLIS, millis);
  }

  /**
   * Something happened.
   *
   * @param millis of a clock that only goes forward
   * @param now of the wall clock
   * @return the event as it is now; empty: it was there before, and there are too many
   */
  Optional<Event> correlate(
      long millis, Instant now, EventType type, String reason, String fieldPath, String message) {
    String kind = type.name() + '\n' + reason;
    Event event =
        combines(kind, message, millis)
            ? observe(kind, now, type, reason, fieldPath, COMBINED + message)
            : observe(
                kind + '\n' + fieldPath + '\n' + message, now, type, reason, fieldPath, message);
    boolean room = bucket.take(millis);
    return room || event.count() == 1 ? Optional.of(event) : Optional.empty();
  }

  private boolean combines(String kind, String message, long millis) {
    Similar before = similar.get(kind);
    if (before == null || millis - before.last > SIMILAR_MILLIS) {
      before = new Similar();
      similar.put(kind, before);
    }
    before.last = millis;
    if (before.messages.size() < SIMILAR - 1) {
      before.messages.add(message);
      return false;
    }
    return !before.messages.contains(message);
  }

  private Event observe(
      String key, Instant now, EventType type, String reason, String fieldPath, String message) {
    Event before = observed.get(key);
    Event event =
        before == null
            ? new Event(name(now), type, reason, fieldPath, message, 1, now, now)
            : new Event(
                before.name(),
                type,
                reason,
                before.fieldPath(),
                message,
                before.count() + 1,
                before.firstTimestamp(),
                now);
    observed.put(key, event);
    if (observed.size() > OBSERVED) {
      observed.remove(observed.keySet().iterator().next()); // the one not seen for longest
    }
    return event;
  }

  /** {@code web.18a3f0c2b4d51e07}: nanoseconds since 1970, no two alike. */
  private String name(Instant now) {
    lastName = Math.max(lastName + 1, now.getEpochSecond() * 1_000_000_000 + now.getNano());
    return pod + "." + Long.toHexString(lastName);
  }
}
