package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2026-01-31T10:00:00Z", // LocalDateTime would leave out the seconds
        "2026-12-31T23:59:59Z",
        "2024-02-29T00:00:01Z",
      })
  void secondsAreThoseOfInstant(String time) {
    assertThat(Timestamp.seconds(Instant.parse(time))).isEqualTo(time);
    assertThat(Timestamp.seconds(Instant.parse(time).plusNanos(999_999_999))).isEqualTo(time);
  }
}
