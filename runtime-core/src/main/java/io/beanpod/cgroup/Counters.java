package io.beanpod.cgroup;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a cgroup has used up to a moment; two of them make a rate.
 *
 * @param atNanos the moment, of {@link System#nanoTime}
 * @param cpuNanos CPU time; absent where nothing counts it
 * @param io absent where nothing counts it
 */
public record Counters(long atNanos, OptionalLong cpuNanos, Optional<IoBytes> io) {
  private static final double NANOS = 1e9;

  /** The time since {@code before}, in nanoseconds; at least 1. */
  public long nanosSince(Counters before) {
    return Math.max(1, atNanos - before.atNanos);
  }

  /**
   * CPUs in use since {@code before}, in billionths of one: 500,000,000 is half a CPU, or {@code
   * 500m}. Never below 0: a counter that fell is that of a new cgroup in the old one's place.
   */
  public OptionalLong nanoCoresSince(Counters before) {
    return cpuNanos.isPresent() && before.cpuNanos.isPresent()
        ? OptionalLong.of(
            perSecond(cpuNanos.getAsLong() - before.cpuNanos.getAsLong(), nanosSince(before)))
        : OptionalLong.empty();
  }

  /** Bytes per second since {@code before}. */
  public Optional<IoBytes> ioSince(Counters before) {
    if (io.isEmpty() || before.io.isEmpty()) {
      return Optional.empty();
    }
    IoBytes now = io.get();
    IoBytes then = before.io.get();
    long nanos = nanosSince(before);
    return Optional.of(
        new IoBytes(
            perSecond(now.read() - then.read(), nanos),
            perSecond(now.written() - then.written(), nanos)));
  }

  private static long perSecond(long amount, long nanos) {
    // As a double: the product of two counts of nanoseconds leaves the range of a long after 9 s.
    return Math.max(0, Math.round(amount * NANOS / nanos));
  }
}
