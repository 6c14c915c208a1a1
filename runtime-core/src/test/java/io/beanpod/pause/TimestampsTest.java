package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T10:00:00.000000000Z",
        "2026-01-31T10:00:00.000000001Z",
        "2026-01-31T10:00:00.120000000Z",
        "2026-01-31T10:00:59.999999999Z",
      })
  void nanosHaveAllNineDigits(String time) {
    assertThat(new Timestamps().nanos(Instant.parse(time))).isEqualTo(time);
  }

  @Test
  void theKeptSecondIsGivenUpInTime() {
    Timestamps timestamps = new Timestamps();
    assertThat(timestamps.nanos(Instant.ofEpochSecond(59, 5))).startsWith("1970-01-01T00:00:59.");
    assertThat(timestamps.nanos(Instant.ofEpochSecond(59, 6))).endsWith(":59.000000006Z");
    assertThat(timestamps.nanos(Instant.ofEpochSecond(60))).startsWith("1970-01-01T00:01:00.");
    assertThat(timestamps.nanos(Instant.ofEpochSecond(59))).startsWith("1970-01-01T00:00:59.");
  }
}
