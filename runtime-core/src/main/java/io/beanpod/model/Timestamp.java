package io.beanpod.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as Kubernetes writes them; no formatter, which would be slow to load. */
public final class Timestamp {
  private Timestamp() {}

  /** {@code 2026-01-31T10:00:00Z}: the precision of {@code metav1.Time}, in UTC. */
  public static String seconds(Instant t) {
    String text = LocalDateTime.ofEpochSecond(t.getEpochSecond(), 0, ZoneOffset.UTC).toString();
    return (text.length() == 16 ? text + ":00" : text) + "Z"; // it leaves out zero seconds
  }
}
