package io.beanpod.pause;

import java.time.Instant;

/** A clock that goes where the test says. */
class TestClock implements Clock {
  static final Instant START = Instant.parse("2026-01-31T10:00:00Z");
  private long millis;

  void advance(long by) {
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
