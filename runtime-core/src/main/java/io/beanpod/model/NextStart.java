package io.beanpod.model;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a {@code CrashLoopBackOff} says of its container's next start. Its pause writes when that
 * is, once, and sleeps; how long that is from now is for whoever reads it to say.
 */
public final class NextStart {
  private static final String MARK = ", next start at ";

  private NextStart() {}

  /** The end of the message, as it is written. */
  public static String at(Instant time) {
    return MARK + Timestamp.seconds(time);
  }

  /** The message as it is shown: {@code …, 12s left}. One that tells no time stays as it is. */
  public static String left(String message, long nowMillis) {
    int mark = message.indexOf(MARK);
    if (mark < 0) {
      return message;
    }
    OptionalLong time = Rfc3339.millis(message.substring(mark + MARK.length()));
    if (time.isEmpty()) {
      return message; // still true
    }
    long seconds = (time.getAsLong() - nowMillis + 999) / 1000;
    return message.substring(0, mark) + ", " + Math.max(0, seconds) + "s left";
  }
}
