package io.beanpod.it;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waiting for what other processes do. The limit is there for hangs only: no test measures time.
 */
final class Await {
  /**
   * How many times longer anything may take here than on a usual machine, before it is called a
   * hang: {@code BEANPOD_TEST_PATIENCE}, which {@code make test-vm} sets for its emulated guest.
   */
  static final int PATIENCE =
      Integer.parseInt(System.getenv().getOrDefault("BEANPOD_TEST_PATIENCE", "1"));

  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(90) * PATIENCE;
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
