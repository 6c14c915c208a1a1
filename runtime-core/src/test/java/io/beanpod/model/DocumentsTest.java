package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
  private static List<Document> read(String text) {
    return Documents.read("f.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Object value(String scalar) {
    return read("a: " + scalar + "\n").get(0).tree().get("a");
  }

  private static void assertMalformed(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidManifest.class).hasMessage(message);
  }

  @Test
  void numbersDocumentsAndSkipsEmptyOnes() {
    List<Document> documents = read("---\na: 1\n---\n---\n# only a comment\n---\nb: 2\n...\n");
    assertThat(documents).extracting(Document::number).containsExactly(1, 4);
    assertThat(documents.get(1).tree()).isEqualTo(Map.of("b", 2L));
    assertThat(read("")).isEmpty();
    assertThat(read("# nothing\n")).isEmpty();
  }

  @Test
  void resolvesScalarsAsYaml11LikeKubectl() {
    assertThat(value("0644")).isEqualTo(420L);
    assertThat(value("-010")).isEqualTo(-8L);
    assertThat(value("0x1F")).isEqualTo(31L);
    assertThat(value("0b11")).isEqualTo(3L);
    assertThat(value("1_000")).isEqualTo(1000L);
    assertThat(value("+5")).isEqualTo(5L);
    assertThat(value("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
    assertThat(value("1.50")).isEqualTo(1.5);
    assertThat(value("1e3")).isEqualTo(1000L);
    assertThat(value("1e400")).isEqualTo("1e400");
    assertThat(value("-.5")).isEqualTo(-0.5);
    assertThat(value("yes")).isEqualTo(true);
    assertThat(value("off")).isEqualTo(false);
    assertThat(value("'yes'")).isEqualTo("yes");
    assertThat(value("\"1\"")).isEqualTo("1");
    assertThat(value("!!str 12")).isEqualTo("12");
    assertThat(value("~")).isNull();
    assertThat(value("")).isNull();
    assertThat(value("''")).isEqualTo("");
    assertThat(value("089")).isEqualTo("089");
    assertThat(value("12:30")).isEqualTo("12:30");
    assertThat(value("2001-01-01")).isEqualTo("2001-01-01");
    assertThat(value("鹿乃 😀")).isEqualTo("鹿乃 😀");
    assertThat(value("|\n  x\n  y\n")).isEqualTo("x\ny\n");
  }

  @Test
  void expandsAnchorsIntoCopies() {
    Map<String, Object> tree = read("a: &x {k: [1, &n hi]}\nb: *x\nc: *n\n").get(0).tree();
    assertThat(tree.get("b")).isEqualTo(tree.get("a")).isNotSameAs(tree.get("a"));
    assertThat(tree.get("c")).isEqualTo("hi");
  }

  @Test
  void mergesKeysOwnFirstThenEarlier() {
    Map<String, Object> tree =
        read("x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 0\n").get(0).tree();
    assertThat(tree.get("z")).isEqualTo(Map.of("a", 0L, "b", 1L, "c", 2L));
  }

  @Test
  void anchorsEndWithTheirDocument() {
    assertMalformed(
        "a: &x 1\n---\nb: *x\n",
        "f.yaml: line 3, column 4: this alias has no anchor before it, or is part of it; quote a text that"
            + " begins with *");
    assertMalformed(
        "a: &x [*x]\n",
        "f.yaml: line 1, column 8: this alias has no anchor before it, or is part of it; quote a text that"
            + " begins with *");
  }

  @Test
  void boundsBillionLaughs() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1) + " ,";
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, alias.repeat(10)));
    }
    assertThatThrownBy(() -> read(bomb.toString()))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageEndingWith("more than 1000000 values, aliases counted as what they stand for");
  }

  @Test
  void boundsDepthAndSize() {
    assertThatThrownBy(() -> read("a: " + "[".repeat(200) + "]".repeat(200)))
        .hasMessageEndingWith("nested deeper than 100 levels");
    byte[] long3MiB = new byte[Documents.MAX_BYTES + 1];
    Arrays.fill(long3MiB, (byte) '#');
    assertThatThrownBy(() -> Documents.read("f.yaml", new ByteArrayInputStream(long3MiB)))
        .hasMessage("f.yaml: longer than 3 MiB; split it into several files");
  }

  @Test
  void malformedTextIsOneLineWithItsPlace() {
    assertMalformed("a: [1\nb: 2\n", "f.yaml: line 2, column 2: expected ',' or ']', but got :");
    assertMalformed("a: 1\na: 2\n", "f.yaml: line 2, column 1: duplicate key \"a\"");
    assertMalformed(
        "a: .inf\n",
        "f.yaml: line 1, column 4: .inf is not a number that JSON knows;"
            + " quote it to make it a string");
    assertMalformed(
        "{", "f.yaml: line 1, column 2: Unexpected end-of-input: expected close marker for Object");
    assertThatThrownBy(() -> read("{\"a\": 1,}"))
        .message()
        .startsWith("f.yaml: line 1, column ")
        .doesNotContain("\n");
    assertMalformed(
        "just text\n", "f.yaml: document 1: must be an object such as a v1 Pod, not a string");
    assertMalformed(
        "a: &x 1\nb:\n  <<: *x\n", "f.yaml: line 4, column 1: << merges objects, not a number");
  }

  /** It may be a Secret that is malformed. */
  @Test
  void noMessageHasAWordOfTheText() {
    for (String text :
        List.of(
            "{\"password\": hunter2}",
            "password: *hunter2\n",
            "password: !hunter2!x y\n",
            "password: [*hunter2]\n")) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(InvalidManifest.class)
          .message()
          .startsWith("f.yaml: line 1")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void badUtf8IsAnErrorNotReplaced() {
    byte[] bad = {'a', ':', ' ', (byte) 0xc3, (byte) 0x28, '\n'};
    assertThatThrownBy(() -> Documents.read("f.yaml", bad))
        .isInstanceOf(InvalidManifest.class)
        .message()
        .startsWith("f.yaml: ")
        .doesNotContain("\n");
  }

  @Test
  void readsConcatenatedJson() {
    List<Document> documents = read("{\"a\": 1}\n {\"a\": \"0644\", \"<<\": {}}");
    assertThat(documents).hasSize(2);
    assertThat(documents.get(1).tree()).isEqualTo(Map.of("a", "0644", "<<", Map.of()));
    assertThatThrownBy(() -> read("{\"a\": 1, \"a\": 2}"))
        .hasMessage("f.yaml: line 1, column 10: duplicate key \"a\"");
  }

  @Test
  void yamlFlowMappingIsNotTakenForJson() {
    assertThat(read("{a: yes}").get(0).tree()).isEqualTo(Map.of("a", true));
  }

  @ParameterizedTest
  @CsvSource({"List, ''", "PodList, Pod"})
  void takesListsApart(String kind, String itemKind) {
    List<Document> documents =
        read("apiVersion: v1\nkind: " + kind + "\nitems:\n- {metadata: {name: a}}\n- {x: 1}\n");
    assertThat(documents).extracting(Document::path).containsExactly("items[0]", "items[1]");
    assertThat(Json.string(documents.get(0).tree().get("kind"))).isEqualTo(itemKind);
  }

  @Test
  void readsAStream() throws IOException {
    assertThat(
            Documents.read(
                "stdin", new ByteArrayInputStream("a: 1".getBytes(StandardCharsets.UTF_8))))
        .singleElement()
        .isEqualTo(new Document("stdin", 1, "", Map.of("a", 1L)));
  }
}
