package io.beanpod.pause;

import io.beanpod.model.Timestamp;
import java.time.Instant;

/** Times of log entries, many of which share their second. */
final class Timestamps {
  private long second = Long.MIN_VALUE;
  private String prefix = "";

  /** {@code 2026-01-31T10:00:00.123456789Z}: the precision of the CRI log format. */
  String nanos(Instant t) {
    if (t.getEpochSecond() != second) {
      second = t.getEpochSecond();
      prefix = Timestamp.seconds(t).replace('Z', '.');
    }
    StringBuilder text = new StringBuilder(30).append(prefix);
    int nano = t.getNano();
    for (int unit = 100_000_000; unit > 0; unit /= 10) {
      text.append((char) ('0' + nano / unit % 10));
    }
    return text.append('Z').toString();
  }
}
