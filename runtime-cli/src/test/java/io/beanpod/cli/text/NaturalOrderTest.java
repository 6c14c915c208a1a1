package io.beanpod.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaturalOrderTest {
  @ParameterizedTest
  @CsvSource({
    "web-2,web-10",
    "web,web-1",
    "a,b",
    "a1,aa",
    "web-9,web-010",
    "1,01",
    "v1.9.0,v1.10.0",
    "'',a",
  })
  void sortsNumbersInTextAsNumbers(String first, String second) {
    assertThat(NaturalOrder.compare(first, second)).isNegative();
    assertThat(NaturalOrder.compare(second, first)).isPositive();
    assertThat(NaturalOrder.compare(first, first)).isZero();
  }
}
