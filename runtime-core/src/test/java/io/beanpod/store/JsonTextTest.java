package io.beanpod.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.Documents;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private static Map<String, Object> parse(String text) throws IOException {
    return JsonText.object(Path.of("pod.json"), text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsEveryKindOfValue() throws IOException {
    Map<String, Object> tree =
        parse(" { \"a\" : [1, -2, 2.50, 1e3, true, false, null, {}, []],\n\t\"b\":\"x\" } ");
    assertThat(Json.list(tree.get("a")))
        .containsExactly(1L, -2L, 2.5, 1000.0, true, false, null, Map.of(), List.of());
    assertThat(tree.keySet()).containsExactly("a", "b");
  }

  @Test
  void readsEscapesAsTheWriterWritesThem() throws IOException {
    String text = "quote \" slash / \\ tab \t nul \0 bell \b umlaut ü bean \uD83E\uDED8 \r\n\f";
    assertThat(parse("{\"k\":" + JsonWriter.compact(text) + "}")).containsEntry("k", text);
    assertThat(parse("{\"k\":\"\\u00fc\\/\\b\\f\"}")).containsEntry("k", "ü/\b\f");
  }

  @Test
  void agreesWithJackson() throws IOException {
    String text =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"n\":[0,123456789012345678,-7,0.25],"
            + "\"s\":\"a\\u0041\\n\",\"deep\":{\"x\":[[{\"y\":null}]]}}";
    Object jackson = Documents.read("oracle", text.getBytes(StandardCharsets.UTF_8)).get(0).tree();
    assertThat(parse(text)).isEqualTo(jackson);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{\"a\":tru}",
        "{\"a\":-}",
        "{\"a\":.}",
        "{\"a\":12345678901234567890}",
        "{\"a\":\"x}",
        "{\"a\":\"\\q\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"line\nbreak\"}",
        "{\"a\":[1 2]}",
        "{a:1}",
        "{\"a\":1,\"a\":2}"
      })
  void refusesWhatIsNoObject(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(CorruptState.class)
        .hasMessageStartingWith("pod.json: offset ");
  }

  @Test
  void refusesDeepNestingInsteadOfOverflowingTheStack() {
    String deep = "{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> parse(deep)).hasMessageContaining("nested deeper than 100 levels");
  }

  @Test
  void textIsOfAnyScriptBetweenAndBesideEscapes() throws IOException {
    assertThat(parse("{\"ключ\":\"\\nö\\\"€\\\\🫘\",\"b\":\"\"}"))
        .isEqualTo(Map.of("ключ", "\nö\"€\\🫘", "b", ""));
  }

  @Test
  void oneMemberIsFoundWithoutReadingOn() throws IOException {
    byte[] text = "{\"a\":{\"b\":[1]},\"c\":2,broken".getBytes(StandardCharsets.UTF_8);
    assertThat(JsonText.member(Path.of("f"), text, "a")).isEqualTo(Map.of("b", List.of(1L)));
    assertThat(JsonText.member(Path.of("f"), text, "c")).isEqualTo(2L);
    assertThatThrownBy(() -> JsonText.member(Path.of("f"), text, "d"))
        .isInstanceOf(CorruptState.class);
    assertThat(JsonText.member(Path.of("f"), "{}".getBytes(StandardCharsets.UTF_8), "a")).isNull();
    assertThat(JsonText.member(Path.of("f"), "{\"b\":1}".getBytes(StandardCharsets.UTF_8), "a"))
        .isNull();
  }
}
