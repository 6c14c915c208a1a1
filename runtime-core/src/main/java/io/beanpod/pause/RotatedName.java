package io.beanpod.pause;

import io.beanpod.model.Timestamp;
import java.time.Instant;

/**
 * The names of rotated logs, {@code 0.log.20060102-150405} as the kubelet's: in UTC, and each sorts
 * behind the one before it. A second rotation within a second, or after the clock was set back, is
 * told from the first by a counter: {@code 0.log.20060102-150405.001}.
 */
final class RotatedName {
  private static final long PER_SECOND = 1000;

  private final String log;
  private long last = Long.MIN_VALUE;

  /**
   * @param log the name of the file that is rotated
   */
  RotatedName(String log) {
    this.log = log;
  }

  /** The name for a rotation at {@code now}. */
  String next(Instant now) {
    last = Math.max(now.getEpochSecond() * PER_SECOND, last + 1);
    // 2006-01-02T15:04:05Z
    String time = Timestamp.seconds(Instant.ofEpochSecond(last / PER_SECOND));
    StringBuilder name = new StringBuilder(log).append('.');
    for (int i = 0; i < time.length(); i++) {
      char c = time.charAt(i);
      if (c >= '0' && c <= '9') {
        name.append(c);
      } else if (c == 'T') {
        name.append('-');
      }
    }
    long count = last % PER_SECOND;
    if (count > 0) {
      name.append('.').append((PER_SECOND + count + "").substring(1));
    }
    return name.toString();
  }
}
