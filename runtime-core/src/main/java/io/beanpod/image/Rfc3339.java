package io.beanpod.image;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads times such as {@code 2024-05-01T12:30:00.25Z} by hand: java.time's formatter costs 10 ms of
 * start-up, on the way of every pod.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339</a>
 */
final class Rfc3339 {
  private Rfc3339() {}

  /** The time, or the epoch for what is not one: a wrong creation date stops no container. */
  static Instant parse(String text) {
    if (text.length() < 20 || text.charAt(4) != '-' || text.charAt(10) != 'T') {
      return Instant.EPOCH;
    }
    try {
      int zone = 19;
      long nanos = 0;
      if (text.charAt(19) == '.') {
        zone = 20;
        for (int digit = 100_000_000; Character.isDigit(text.charAt(zone)); digit /= 10) {
          nanos += (long) (text.charAt(zone++) - '0') * digit;
        }
      }
      long day =
          LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
      long seconds =
          day * 86_400
              + number(text, 11, 13) * 3600L
              + number(text, 14, 16) * 60L
              + number(text, 17, 19);
      if (text.charAt(zone) != 'Z') {
        long offset =
            number(text, zone + 1, zone + 3) * 3600L + number(text, zone + 4, zone + 6) * 60L;
        seconds -= text.charAt(zone) == '-' ? -offset : offset;
      }
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (NumberFormatException
        | java.time.DateTimeException
        | StringIndexOutOfBoundsException notATime) {
      return Instant.EPOCH;
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
