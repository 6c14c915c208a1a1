package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({"5s,5000", "1h30m,5400000", "500ms,500", "1.5m,90000", "0s,0", "2h3m4s,7384000"})
  void readsSpans(String text, long millis) {
    assertThat(GoDuration.millis(text)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5x", "-5s", "1..5s", "5 s", "1h30"})
  void refusesOtherSpans(String text) {
    assertThat(GoDuration.millis(text)).isEmpty();
  }
}
