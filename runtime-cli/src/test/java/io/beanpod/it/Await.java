package io.beanpod.it;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waiting for what other processes do. The limit is there for hangs only: no test measures time.
 */
final class Await {
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(90);
  private static final int POLL_MILLIS = 10;

  private Await() {}

  static void until(String what, BooleanSupplier condition, Supplier<Object> state) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > HANG_NANOS) {
        throw new AssertionError("never happened: " + what + "\n" + state.get());
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
