package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoQuoteTest {
  /** As {@code fmt.Sprintf("%q", …)} of Go 1.22 prints them. */
  @Test
  void quotesAsGoDoes() {
    assertThat(GoQuote.of("")).isEqualTo("\"\"");
    assertThat(GoQuote.of("plain text, größe 😀")).isEqualTo("\"plain text, größe 😀\"");
    assertThat(GoQuote.of("\"a\\b\"")).isEqualTo("\"\\\"a\\\\b\\\"\"");
    assertThat(GoQuote.of("a\nb\tc\rd\u0007\b\f\u000b")).isEqualTo("\"a\\nb\\tc\\rd\\a\\b\\f\\v\"");
    assertThat(GoQuote.of("\u0000\u001b\u007f")).isEqualTo("\"\\x00\\x1b\\x7f\"");
    assertThat(GoQuote.of("\u00a0\u200b\ue000\ufeff"))
        .isEqualTo("\"\\u00a0\\u200b\\ue000\\ufeff\"");
    assertThat(GoQuote.of(Character.toString(0xf0000))).isEqualTo("\"\\U000f0000\"");
  }
}
