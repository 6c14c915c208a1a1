package io.beanpod.lifecycle;

/**
 * How long a container that keeps ending waits before its next start: at once for the first time,
 * then 10 s, doubled up to 300 s, and from the beginning again after it has run for 600 s. These
 * are the kubelet's constants.
 *
 * <p>Pure: times go in, a delay comes out. Times are milliseconds of a monotonic clock, so that a
 * jump of the wall clock changes nothing.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy">restart
 *     policy</a>
 */
public final class BackOff {
  public static final long BASE_MILLIS = 10_000;
  public static final long MAX_MILLIS = 300_000;
  static final long RESET_MILLIS = 600_000;

  private final long base;
  private final long max;
  private boolean first = true;
  private long next;

  /**
   * @param base the second restart's delay in milliseconds, doubled from then on; 0: never any
   *     delay
   * @param max its upper bound in milliseconds
   */
  public BackOff(long base, long max) {
    this.base = base;
    this.max = Math.max(base, max);
    this.next = base;
  }

  /**
   * The delay before the next start.
   *
   * @param ranMillis how long the container ran, from its start to its end
   */
  public long afterExit(long ranMillis) {
    if (ranMillis >= RESET_MILLIS) {
      first = true;
      next = base;
    }
    if (first) {
      first = false;
      return 0;
    }
    long delay = Math.min(next, max);
    next = Math.min(max, next * 2);
    return delay;
  }
}
