package io.beanpod.lifecycle;

import java.time.Instant;

/** Time, for everything that decides by it; tests inject their own. */
public interface Clock {
  /** Milliseconds that only go forward (CLOCK_MONOTONIC), for delays and deadlines. */
  long monotonicMillis();

  /** The wall clock, for what people read. */
  Instant now();

  /** The machine's clocks. */
  static Clock system() {
    return new Clock() {
      @Override
      public long monotonicMillis() {
        return System.nanoTime() / 1_000_000;
      }

      @Override
      public Instant now() {
        return Instant.now();
      }
    };
  }
}
