package io.beanpod.probe;

/** The one time by which a probe is over, whatever it waits for. */
final class Deadline {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final int timeoutMillis;
  private final long end;

  /**
   * @param timeoutMillis from now; 1 or more
   */
  Deadline(int timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
    this.end = System.nanoTime() + timeoutMillis * NANOS_PER_MILLI;
  }

  /** What is left, in milliseconds, rounded up; 0 if it is over. */
  int remaining() {
    long nanos = end - System.nanoTime();
    return nanos <= 0 ? 0 : (int) ((nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }

  /** The whole time as Go prints it: {@code 1s}, {@code 1m30s}, {@code 250ms}. */
  String text() {
    if (timeoutMillis < 1000) {
      return timeoutMillis + "ms";
    }
    int seconds = timeoutMillis / 1000;
    int rest = timeoutMillis % 1000;
    StringBuilder text = new StringBuilder();
    if (seconds >= 3600) {
      text.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      text.append(seconds / 60 % 60).append('m');
    }
    text.append(seconds % 60);
    if (rest > 0) {
      String digits = Integer.toString(1000 + rest).substring(1);
      int length = rest % 100 == 0 ? 1 : rest % 10 == 0 ? 2 : 3;
      text.append('.').append(digits, 0, length);
    }
    return text.append('s').toString();
  }
}
