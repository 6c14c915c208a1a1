package io.beanpod.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases are those of Kubernetes' third_party/forked/golang/expansion. */
class VariableExpansionTest {
  private static final Map<String, String> VARIABLES =
      Map.of("VAR_A", "A", "VAR_B", "B", "VAR_C", "C", "VAR_REF", "$(VAR_A)", "VAR_EMPTY", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$(VAR_A)|A",
        "___$(VAR_B)___|___B___",
        "$(VAR_A)$(VAR_B)|AB",
        "$(VAR_REF)|$(VAR_A)",
        "$$(VAR_A)|$(VAR_A)",
        "$$$(VAR_A)|$A",
        "$$$$(VAR_A)|$$(VAR_A)",
        "f000-$$VAR_A|f000-$VAR_A",
        "foo$(VAR_EMPTY)bar|foobar",
        "$(VAR_UNKNOWN)|$(VAR_UNKNOWN)",
        "$(VAR_A|$(VAR_A",
        "$VAR_A|$VAR_A",
        "$|$",
        "foo$|foo$",
        "$()|$()",
        "((VAR_A)|((VAR_A)",
      })
  void expands(String text, String expected) {
    assertThat(VariableExpansion.expand(text, VARIABLES)).isEqualTo(expected);
  }
}
