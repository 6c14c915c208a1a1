package io.beanpod.lifecycle;

import java.time.Instant;

/** A clock that goes where the test says. */
public class TestClock implements Clock {
  public static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private long millis;

  /** Lets time pass. */
  public void advance(long by) {
    millis += by;
  }

  @Override
  public long monotonicMillis() {
    return 5_000_000 + millis;
  }

  @Override
  public Instant now() {
    return START.plusMillis(millis);
  }
}
