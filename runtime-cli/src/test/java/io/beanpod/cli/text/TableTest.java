package io.beanpod.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCellAndThreeBlanks() {
    String text =
        new Table()
            .row("NAME", "READY", "AGE")
            .row("containerdays", "2/2", "5m")
            .row("ü", "0/1", "3d")
            .render();
    assertThat(text)
        .isEqualTo(
            """
            NAME            READY   AGE
            containerdays   2/2     5m
            ü               0/1     3d
            """);
  }

  @Test
  void narrowColumnsHaveSixCharacters() {
    assertThat(new Table().row("A", "B").render(" ")).isEqualTo(" A     B\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0B",
    "999,999B",
    "1000,1kB",
    "1500,1.5kB",
    "17345678,17.3MB",
    "123456789,123MB",
    "2000000000,2GB"
  })
  void sizesHaveThreeDigitsAtMost(long bytes, String text) {
    assertThat(Size.of(bytes)).isEqualTo(text);
  }
}
