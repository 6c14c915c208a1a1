package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import io.beanpod.model.Rfc3339;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** Times as {@code describe} writes them: {@code Thu, 01 Jan 2026 00:00:00 +0000}. */
final class LongTime {
  private final DateTimeFormatter formatter;

  LongTime(ZoneId zone) {
    formatter =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT).withZone(zone);
  }

  /** The time in a field of an object; empty where there is none. */
  String of(Object field) {
    OptionalLong millis = Rfc3339.millis(Json.string(field));
    return millis.isEmpty() ? "" : formatter.format(Instant.ofEpochMilli(millis.getAsLong()));
  }
}
