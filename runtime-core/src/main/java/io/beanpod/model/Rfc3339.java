package io.beanpod.model;

import java.util.OptionalLong;

/**
 * Times in Kubernetes objects and logs, such as {@code 2026-01-01T00:00:00.123456789Z} (<a
 * href="https://www.rfc-editor.org/rfc/rfc3339#section-5.6">RFC 3339</a>).
 *
 * <p>By hand: java.time's formatter costs 15 ms of start-up, and {@code get pods} prints an age.
 */
public final class Rfc3339 {
  private static final int SECONDS_END = 19;

  private Rfc3339() {}

  /** Milliseconds since the epoch; empty where the text is no such time. */
  public static OptionalLong millis(String text) {
    if (text.length() <= SECONDS_END
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != 't')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return OptionalLong.empty();
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) {
      return OptionalLong.empty();
    }
    // A leap second is the 60th.
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return OptionalLong.empty();
    }
    int zone = SECONDS_END;
    int millis = 0;
    if (text.charAt(zone) == '.') {
      zone++;
      int scale = 100;
      while (zone < text.length() && isDigit(text.charAt(zone))) {
        millis += (text.charAt(zone) - '0') * scale;
        scale /= 10;
        zone++;
      }
      if (zone == SECONDS_END + 1) {
        return OptionalLong.empty();
      }
    }
    OptionalLong offset = offsetSeconds(text, zone);
    if (offset.isEmpty()) {
      return offset;
    }
    long seconds = days(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second;
    return OptionalLong.of((seconds - offset.getAsLong()) * 1000 + millis);
  }

  /** {@code 2026-01-01T00:00:00.123Z}, in UTC. */
  public static String format(long millis) {
    long seconds = Math.floorDiv(millis, 1000L);
    long day = Math.floorDiv(seconds, 86_400L);
    long time = Math.floorMod(seconds, 86_400L);
    // The inverse of days(): howardhinnant.github.io/date_algorithms.html#civil_from_days
    long z = day + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    long dayOfEra = z - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    StringBuilder out = new StringBuilder(24);
    pad(out, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4).append('-');
    pad(out, month, 2).append('-');
    pad(out, dayOfYear - (153 * shifted + 2) / 5 + 1, 2).append('T');
    pad(out, time / 3600, 2).append(':');
    pad(out, time % 3600 / 60, 2).append(':');
    pad(out, time % 60, 2).append('.');
    return pad(out, Math.floorMod(millis, 1000L), 3).append('Z').toString();
  }

  /** Days since 1970-01-01: howardhinnant.github.io/date_algorithms.html#days_from_civil */
  private static long days(int year, int month, int day) {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
  }

  private static OptionalLong offsetSeconds(String text, int from) {
    if (from == text.length() - 1 && (text.charAt(from) == 'Z' || text.charAt(from) == 'z')) {
      return OptionalLong.of(0);
    }
    if (text.length() != from + 6 || text.charAt(from + 3) != ':') {
      return OptionalLong.empty();
    }
    char sign = text.charAt(from);
    int hours = number(text, from + 1, from + 3);
    int minutes = number(text, from + 4, from + 6);
    if ((sign != '+' && sign != '-') || hours < 0 || minutes < 0) {
      return OptionalLong.empty();
    }
    long seconds = hours * 3600L + minutes * 60L;
    return OptionalLong.of(sign == '+' ? seconds : -seconds);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static StringBuilder pad(StringBuilder out, long number, int width) {
    String digits = Long.toString(number);
    return out.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }
}
