package io.beanpod.event;

/** Lets a burst through, and then as many as come back over time. */
final class TokenBucket {
  private final int burst;
  private final long refillMillis;
  private double tokens;
  private long filledAt;

  /**
   * A full one.
   *
   * @param burst how many it holds
   * @param refillMillis in which one comes back
   * @param now of a clock that only goes forward
   */
  TokenBucket(int burst, long refillMillis, long now) {
    this.burst = burst;
    this.refillMillis = refillMillis;
    tokens = burst;
    filledAt = now;
  }

  /** Takes one, if there is one. */
  boolean take(long now) {
    tokens = Math.min(burst, tokens + (double) (now - filledAt) / refillMillis);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
