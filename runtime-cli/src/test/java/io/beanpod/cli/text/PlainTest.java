package io.beanpod.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {
  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(Plain.lines("größer: 10 € \ud83d\ude00\nnext"))
        .isEqualTo("größer: 10 € \ud83d\ude00\nnext");
    assertThat(Plain.cell("")).isEmpty();
  }

  @Test
  void controlCharactersAreShown() {
    assertThat(Plain.lines("a\u001b]0;title\u0007b\rc\td\u007f\u009b31m"))
        .isEqualTo("a^[]0;title^Gb\\rc d^?\\u009b31m");
  }

  @Test
  void aCellIsOneLine() {
    assertThat(Plain.cell("one\ntwo")).isEqualTo("one...");
    assertThat(Plain.cell("one\rtwo")).isEqualTo("one...");
    assertThat(Plain.cell("\n")).isEqualTo("...");
  }
}
