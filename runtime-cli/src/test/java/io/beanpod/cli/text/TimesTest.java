package io.beanpod.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Rfc3339;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  @Test
  void agreesWithJavaTime() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      // From the year 1 to the year 9999.
      long millis = random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L);
      String text = DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(millis));
      assertThat(Rfc3339.millis(text)).as(text).hasValue(millis);
      assertThat(Instant.parse(Rfc3339.format(millis))).isEqualTo(Instant.ofEpochMilli(millis));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00.123456789Z",
        "2024-02-29T23:59:59+05:30",
        "2026-12-31T23:59:59.5-11:00",
      })
  void readsFractionsAndOffsets(String text) {
    assertThat(Rfc3339.millis(text))
        .hasValue(OffsetDateTime.parse(text).toInstant().toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-01-01",
        "2026-01-01T00:00:00",
        "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+0100",
        "2026-01-01T00:00:00Zx",
        "2026-01-01 00:00:00Z",
        "x026-01-01T00:00:00Z",
      })
  void refusesOtherTexts(String text) {
    assertThat(Rfc3339.millis(text)).isEmpty();
  }
}
