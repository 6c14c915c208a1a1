package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
  private static final Map<String, String> LABELS =
      Map.of("app", "web", "tier", "front", "in", "x", "example.com/e", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|true",
        "app=web|true",
        "app==web|true",
        " app = web , tier = front |true",
        "app=db|false",
        "app!=db|true",
        "app!=web|false",
        "none!=x|true",
        "app in (db, web)|true",
        "app in (db)|false",
        "app notin (db,cache)|true",
        "app notin (web)|false",
        "none notin (web)|true",
        "app|true",
        "none|false",
        "!none|true",
        "! app|false",
        "app=web,tier in (back),!x|false",
        "in in (x)|true",
        "example.com/e=|true",
        "example.com/e in (,a)|true",
        "app=|false",
      })
  void matchesAsKubectl(String selector, boolean expected) {
    assertThat(Selector.parse(selector).matches(LABELS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app=web,|\"\" is not a label key; use letters, digits, -, _ and ., beginning and ending with a letter or digit, at most 63 characters, after an optional DNS name and /",
        "app in (a|missing )",
        "app in a|expected ( after in or notin",
        "app like a|unknown operator \"like\"",
        "a=b c|expected , or the end at \"c\"",
        "a=b=c|expected , or the end at \"=c\"",
        "a=-|\"-\" is not a label value; use letters, digits, -, _ and ., beginning and ending with a letter or digit, at most 63 characters, or nothing",
      })
  void refusalNamesSelectorAndReason(String selector, String reason) {
    assertThatThrownBy(() -> Selector.parse(selector))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "selector \""
                + selector
                + "\": "
                + reason
                + "; write requirements such as a=b, c!=d, e in (x,y), f or !g, with commas between");
  }

  @Test
  void blankSelectsEverything() {
    assertThat(Selector.parse(" ")).isSameAs(Selector.EVERYTHING);
  }
}
