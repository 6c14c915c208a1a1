package io.beanpod.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigMapRulesTest {
  @Test
  void isStoredAsItWasGiven() {
    Map<String, Object> tree =
        Objects.configMap("data: {a: x, b: null}\nbinaryData: {c: AAE=}\nimmutable: true").tree();
    assertThat(tree.get("data")).isEqualTo(Map.of("a", "x", "b", ""));
    assertThat(tree.get("binaryData")).isEqualTo(Map.of("c", "AAE="));
    assertThat(tree.get("immutable")).isEqualTo(true);
    assertThat(Json.at(tree, "metadata", "namespace")).isEqualTo("default");
    assertThat(Objects.configMap("data: {}").tree()).doesNotContainKey("data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {a: 1}|data.a: must be a string, not the number 1; put it in quotes",
        "data: [a]|data: must be an object, not a list",
        "dat: {a: x}|dat: unknown field; did you mean data?",
        "data: {\"a/b\": x}|data[a/b]: Invalid value: \"a/b\": a valid config key must consist of"
            + " alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or"
            + " 'key-name')",
        "data: {\"..\": x}|data[..]: Invalid value: \"..\": must not be '..'",
        "data: {\".\": x}|data[.]: Invalid value: \".\": must not be '.'",
        "data: {\"..x\": x}|data[..x]: Invalid value: \"..x\": must not start with '..'",
        "binaryData: {a: '%'}|binaryData.a: illegal base64 data; encode it: base64 -w0 FILE",
        "binaryData: {a: AAE}|binaryData.a: illegal base64 data; encode it: base64 -w0 FILE",
        "immutable: yes please|immutable: must be true or false, not \"yes please\"",
      })
  void refuses(String lines, String problem) {
    assertThat(Objects.problems(() -> Objects.configMap(lines))).isEqualTo(problem);
  }

  @Test
  void aKeyIsInOneOfBoth() {
    assertThat(Objects.problems(() -> Objects.configMap("data: {a: x}\nbinaryData: {a: AAE=}")))
        .isEqualTo("data[a]: Invalid value: \"a\": duplicate of key present in binaryData");
  }

  @Test
  void holdsOneMebibyte() {
    String full = "x".repeat(DataKeys.MAX_BYTES);
    assertThat(Objects.configMap("data: {a: " + full + "}").tree()).containsKey("data");
    assertThat(Objects.problems(() -> Objects.configMap("data: {a: " + full + "x}")))
        .isEqualTo("Too long: may not be more than 1048576 bytes");
    assertThat(DataKeys.problem("k".repeat(253))).isEmpty();
    assertThat(DataKeys.problem("k".repeat(254))).isEqualTo("must be no more than 253 characters");
  }
}
