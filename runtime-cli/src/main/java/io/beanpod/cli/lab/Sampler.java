package io.beanpod.cli.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.LongSupplier;

/**
 * Looks again and again, at the same distance. A look that comes late is made at once, and those
 * that it has missed are left out: what is seen carries the time at which it was seen.
 */
final class Sampler {
  private static final double NANOS_PER_SECOND = 1e9;

  /** One look. */
  @FunctionalInterface
  interface Look {
    /**
     * Looks.
     *
     * @param seconds since the first look
     * @return whether to go on
     */
    boolean at(double seconds) throws IOException;
  }

  /** Passes time. */
  @FunctionalInterface
  interface Sleep {
    void nanos(long nanos) throws IOException;
  }

  private final LongSupplier clock;
  private final Sleep sleep;
  private final long interval;

  /**
   * A sampler.
   *
   * @param clock nanoseconds, of a clock that never jumps
   * @param interval nanoseconds from one look to the next
   */
  Sampler(LongSupplier clock, Sleep sleep, long interval) {
    this.clock = clock;
    this.sleep = sleep;
    this.interval = interval;
  }

  /** One by this machine's clock. */
  static Sampler everyMillis(long millis) {
    return new Sampler(System::nanoTime, Sampler::sleep, millis * 1_000_000);
  }

  /** Looks until a look wants no other. */
  void run(Look look) throws IOException {
    long start = clock.getAsLong();
    long now = start;
    while (look.at((now - start) / NANOS_PER_SECOND)) {
      long passed = clock.getAsLong() - start;
      sleep.nanos(interval - passed % interval);
      now = clock.getAsLong();
    }
  }

  private static void sleep(long nanos) throws IOException {
    try {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sampling");
    }
  }
}
