package io.beanpod.model.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
  /** The examples of RFC 7386, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
        "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"}|{\"a\":null}|{}",
        "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
        "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
        "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
        "[\"a\",\"b\"]|[\"c\",\"d\"]|[\"c\",\"d\"]",
        "{\"a\":\"b\"}|[\"c\"]|[\"c\"]",
        "{\"a\":\"foo\"}|null|null",
        "{\"a\":\"foo\"}|\"bar\"|\"bar\"",
        "{\"e\":null}|{\"a\":1}|{\"e\":null,\"a\":1}",
        "[1,2]|{\"a\":\"b\",\"c\":null}|{\"a\":\"b\"}",
        "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}",
      })
  void appendixA(String target, String patch, String result) {
    Object original = Text.value(target);
    Object before = Json.copy(original);
    assertThat(MergePatch.apply(original, Text.value(patch))).isEqualTo(Text.value(result));
    assertThat(original).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a: {b: 1, c: 2}}|{a: {b: 1, c: 2}}|{}",
        "{a: {b: 1, c: 2}}|{a: {b: 3}}|{a: {b: 3, c: null}}",
        "{a: [1, 2], b: x}|{a: [2], b: x, c: {d: 1}}|{a: [2], c: {d: 1}}",
        "{a: {b: 1}}|{a: 1}|{a: 1}",
      })
  void whatIsBetweenTwoObjectsLeadsFromOneToTheOther(String from, String to, String patch) {
    assertThat(MergePatch.between(Text.object(from), Text.object(to))).isEqualTo(Text.value(patch));
    assertThat(MergePatch.apply(Text.value(from), Text.value(patch))).isEqualTo(Text.value(to));
  }
}
