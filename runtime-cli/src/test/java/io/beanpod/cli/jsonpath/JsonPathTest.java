package io.beanpod.cli.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
  private static final Object POD =
      Trees.of(
          "{'metadata': {'name': 'web', 'labels': {'app': 'web', 'a-b': 'dash', 'x.y/z': 'dot'}},"
              + " 'spec': {'containers': [{'name': 'app', 'image': 'nginx'}, {'name': 'side'}],"
              + " 'hostNetwork': false}, 'status': {'phase': 'Running', 'restarts': 3, 'load': 0.5,"
              + " 'none': null, 'conditions': [{'type': 'Ready', 'status': 'True'},"
              + " {'type': 'Initialized', 'status': 'False'}]}}");

  private static String text(String template) {
    return JsonPath.parse(template).text(POD, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{.metadata.labels['a-b']}|dash",
        "{.metadata.labels.a-b}|dash",
        "{.metadata.labels.x\\.y/z}|dot",
        "{.metadata.labels['x\\.y/z']}|dot",
        "{.status.conditions[?(@.type==\"Ready\")].status}|True",
        "{.status.conditions[?(@.type=='Ready')].status}|True",
        "{.status.conditions[?(@.type!=\"Ready\")].type}|Initialized",
        "{.spec.containers[?(@.image)].name}|app",
        "{.spec.containers[?(@.name==\")\")].name}|``",
        "{.spec.containers[0,1]}|{\"image\":\"nginx\",\"name\":\"app\"} {\"name\":\"side\"}",
        "{$.metadata.name}|web",
        "{@.metadata.name}|web",
        "{.spec.hostNetwork}|false",
        "{.status.restarts}|3",
        "{.status.load}|0.5",
        "{.status.none}|<nil>",
        "{.metadata.name}{\"\\n\"}{'it\\'s'}|`web\nit's`",
        "{\"\\u0041\\x42\\103\"}|ABC",
        "{.metadata.labels.*}|web dash dot",
        "{.metadata.name[0]}|string is not array or slice",
        "{range .spec.containers[*]}{.name};|app;side;",
        ".metadata.name|.metadata.name",
        "{}|ALL",
        "{.}|ALL",
        "{@}|ALL",
        "``|``",
      })
  void findsAndPrints(String template, String expected) {
    if (expected.endsWith("is not array or slice")) {
      assertThatThrownBy(() -> text(template)).hasMessage(expected);
    } else if (expected.equals("ALL")) {
      assertThat(text(template)).startsWith("{\"metadata\":{\"labels\":{\"a-b\"").endsWith("}}");
    } else {
      assertThat(text(template)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "==|a|a|true",
        "!=|a|a|false",
        "<|a|b|true",
        "<=|b|b|true",
        ">|a|b|false",
        ">=|b|a|true",
      })
  void comparesText(String operator, String left, String right, boolean holds) {
    assertThat(Comparison.holds(left, operator, right)).isEqualTo(holds);
  }

  @Test
  void comparesNumbersOfOneType() {
    assertThat(Comparison.holds(2L, "<", 10L)).isTrue();
    assertThat(Comparison.holds(2.5, ">", 1.5)).isTrue();
    assertThat(Comparison.holds(true, "==", true)).isTrue();
    assertThatThrownBy(() -> Comparison.holds(1L, "==", 1.0))
        .hasMessage("incompatible types for comparison");
    assertThatThrownBy(() -> Comparison.holds(true, "<", false))
        .hasMessage("invalid type for comparison");
    assertThatThrownBy(() -> Comparison.holds(Trees.of("[]"), "==", "a"))
        .hasMessage("invalid type for comparison");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{.metadata.name|unclosed action",
        "{.a[0|unterminated array",
        "{.a[x]}|invalid array index x",
        "{.a[99999999999]}|array index 99999999999 is not a number",
        "{.a[?(@.b==\"c\"]}|unterminated filter",
        "{.a[?(@.b)}|unclosed array expect ]",
        "{\"a}|unterminated quoted string",
        "{\"\\q\"}|unquote string \"\\q\" error invalid syntax",
        "{.a,.b}|unrecognized character in action: U+002C ','",
        "{1.2.3}|cannot parse number 1.2.3",
      })
  void malformedTemplatesAreRefused(String template, String message) {
    assertThatThrownBy(() -> JsonPath.parse(template))
        .isInstanceOf(JsonPathError.class)
        .hasMessage(message);
  }

  @Test
  void printsListsOfResultsAsJson() {
    assertThat(JsonPath.parse("{.spec.containers[*].name}").json(POD, true))
        .isEqualTo("[\n    \"app\",\n    \"side\"\n]\n");
    assertThat(JsonPath.parse("{.nothing}").json(POD, true)).isEqualTo("[]\n");
  }

  @ParameterizedTest
  @CsvSource({"metadata.name", ".metadata.name", "{metadata.name}", "{.metadata.name}"})
  void somePathsGoWithoutBraces(String path) {
    assertThat(JsonPath.relaxed(path)).isEqualTo("{.metadata.name}");
  }

  @Test
  void halfABraceIsNoPath() {
    assertThatThrownBy(() -> JsonPath.relaxed("{.a")).hasMessageStartingWith("unexpected path");
    assertThat(JsonPath.relaxed("")).isEmpty();
  }

  @Test
  void writesValuesAsGoDoes() {
    assertThat(GoText.of(Trees.of("{'b': [1, 'x', 2.50], 'a': {}}")))
        .isEqualTo("map[a:map[] b:[1 x 2.5]]");
    assertThat(GoText.of(1e21)).isEqualTo("1e+21");
    assertThat(GoText.of(1.5e-7)).isEqualTo("1.5e-07");
    assertThat(GoText.of(100.0)).isEqualTo("100");
    assertThat(GoText.of(-0.25)).isEqualTo("-0.25");
    assertThat(GoText.of(0.0)).isEqualTo("0");
  }
}
