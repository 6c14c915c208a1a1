package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritersTest {
  private static Map<String, Object> read(String text) {
    return Documents.read("f", text.getBytes(StandardCharsets.UTF_8)).get(0).tree();
  }

  @Test
  void yamlReadsLikeKubectls() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("args", List.of("-c", "sleep 60m", "- x", "a: b", "true", "80", "10.0.0.1", ""));
    tree.put("empty", new LinkedHashMap<>());
    tree.put("none", List.of());
    tree.put("null", null);
    tree.put("objects", List.of(Map.of("name", "a"), List.of(1L, 2L)));
    tree.put("script", "set -e\n  run\n\nend\n");
    tree.put("time", "2026-01-01T10:00:00Z");
    assertThat(YamlWriter.write(tree))
        .isEqualTo(
            """
            args:
            - -c
            - sleep 60m
            - '- x'
            - 'a: b'
            - "true"
            - "80"
            - 10.0.0.1
            - ""
            empty: {}
            none: []
            "null": null
            objects:
            - name: a
            - - 1
              - 2
            script: |
              set -e
                run

              end
            time: "2026-01-01T10:00:00Z"
            """);
  }

  @Test
  void jsonCompactAndIndented() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("a", Arrays.asList(1L, null, true, "x\"\\\n\t\u0001é"));
    tree.put("b", Map.of());
    tree.put("c", List.of());
    assertThat(JsonWriter.compact(tree))
        .isEqualTo("{\"a\":[1,null,true,\"x\\\"\\\\\\n\\t\\u0001é\"],\"b\":{},\"c\":[]}");
    assertThat(JsonWriter.indented(tree))
        .isEqualTo(
            """
            {
                "a": [
                    1,
                    null,
                    true,
                    "x\\"\\\\\\n\\t\\u0001é"
                ],
                "b": {},
                "c": []
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "No",
        "on",
        "y",
        "N",
        "~",
        "Null",
        "TRUE",
        "0644",
        "0o17",
        "0x1f",
        "1e3",
        ".5",
        "-1.",
        "+5",
        "1_000",
        ".inf",
        "-.INF",
        ".NaN",
        "12:30:45",
        "2026-01-01",
        "<<",
        "=",
        "-",
        "?",
        ":",
        "- a",
        "? a",
        "a:",
        "a: b",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a'",
        "\"a\"",
        "{a}",
        "[a]",
        ",",
        " a",
        "a ",
        "---",
        "...",
        "--- a",
        "a\nb",
        "a\n",
        "\na",
        "a\n\n",
        " a\nb",
        "a \nb",
        "\ta",
        "a\tb\n",
        "a\rb",
        "\u0000",
        "\u0085",
        "\u2028",
        "\ufeff",
        "😀",
        "a\n😀",
        "it's",
        "c:\\x",
        "a\n\n\nb\n\n\n",
        "- -\n- -",
        "#\n#",
        "a:\nb",
        "\n",
        "\n\n"
      })
  void everyStringSurvivesYamlAndJson(String text) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("list", List.of(text, List.of(text), "end"));
    tree.put("deep", Map.of("k", Map.of("l", text)));
    tree.put("end", text);
    assertThat(read(YamlWriter.write(tree))).isEqualTo(tree);
    assertThat(read(JsonWriter.compact(tree))).isEqualTo(tree);
    assertThat(read(JsonWriter.indented(tree))).isEqualTo(tree);
    if (!text.equals("<<")) { // as a key it can only be a merge
      assertThat(read(YamlWriter.write(Map.of(text, 1L)))).isEqualTo(Map.of(text, 1L));
    }
  }

  @Test
  void randomStringsSurvive() {
    Random random = new Random(20190626);
    String alphabet = "ab01:-.#,[]{}&*!|>'\"%@` \n\t\\~_+eTZx=?\u00e9\u0007";
    List<Object> texts = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      texts.add(text.toString());
    }
    Map<String, Object> tree = Map.of("texts", texts);
    assertThat(read(YamlWriter.write(tree))).isEqualTo(tree);
    assertThat(read(JsonWriter.compact(tree))).isEqualTo(tree);
  }

  @Test
  void aPodFromAClusterIsWrittenAsItWasRead() throws IOException {
    String yaml = new String(Manifests.resource("from-a-cluster.yaml"), StandardCharsets.UTF_8);
    assertThat(YamlWriter.write(Json.sorted(read(yaml)))).isEqualTo(yaml);
  }
}
