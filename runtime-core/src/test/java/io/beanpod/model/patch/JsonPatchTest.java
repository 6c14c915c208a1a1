package io.beanpod.model.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {
  /** The examples of RFC 6902, appendix A, that succeed, and what else the text demands. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{foo: bar}|[{op: add, path: /baz, value: qux}]|{baz: qux, foo: bar}",
        "{foo: [bar, baz]}|[{op: add, path: /foo/1, value: qux}]|{foo: [bar, qux, baz]}",
        "{baz: qux, foo: bar}|[{op: remove, path: /baz}]|{foo: bar}",
        "{foo: [bar, qux, baz]}|[{op: remove, path: /foo/1}]|{foo: [bar, baz]}",
        "{baz: qux, foo: bar}|[{op: replace, path: /baz, value: boo}]|{baz: boo, foo: bar}",
        "{foo: {bar: baz, waldo: fred}, qux: {corge: grault}}|[{op: move, from: /foo/waldo, path:"
            + " /qux/thud}]|{foo: {bar: baz}, qux: {corge: grault, thud: fred}}",
        "{foo: [all, grass, cows, eat]}|[{op: move, from: /foo/1, path: /foo/3}]|{foo: [all, cows,"
            + " eat, grass]}",
        "{baz: qux, foo: [a, 2, c]}|[{op: test, path: /baz, value: qux}, {op: test, path: /foo/1,"
            + " value: 2}]|{baz: qux, foo: [a, 2, c]}",
        "{foo: bar}|[{op: add, path: /child, value: {grandchild: {}}}]|{foo: bar, child:"
            + " {grandchild: {}}}",
        "{foo: bar}|[{op: add, path: /baz, value: qux, xyz: 123}]|{foo: bar, baz: qux}",
        "{/: 9, ~1: 10}|[{op: test, path: /~01, value: 10}]|{/: 9, ~1: 10}",
        "{foo: [bar]}|[{op: add, path: /foo/-, value: [abc, def]}]|{foo: [bar, [abc, def]]}",
        "{a/b: 1}|[{op: replace, path: /a~1b, value: 2}]|{a/b: 2}",
        "{foo: 1}|[{op: add, path: /foo, value: null}]|{foo: null}",
        "{foo: null}|[{op: test, path: /foo, value: null}]|{foo: null}",
        "{foo: 1}|[{op: replace, path: '', value: {bar: 2}}]|{bar: 2}",
        "{foo: {a: 1}}|[{op: copy, from: /foo, path: /bar}, {op: add, path: /bar/b, value: 2}]|{foo:"
            + " {a: 1}, bar: {a: 1, b: 2}}",
        "{'': 1}|[{op: replace, path: /, value: 2}]|{'': 2}",
        "{foo: {b: 1.0, a: 2}}|[{op: test, path: /foo, value: {a: 2, b: 1}}]|{foo: {b: 1, a: 2}}",
        "{foo: 1}|[{op: move, from: /foo, path: /foo}]|{foo: 1}",
      })
  void succeeds(String target, String patch, String result) {
    Object original = Text.value(target);
    Object before = Json.copy(original);
    assertThat(JsonPatch.apply(original, Text.value(patch))).isEqualTo(Text.value(result));
    assertThat(original).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{baz: qux}|[{op: test, path: /baz, value: bar}]|operation 1 (test /baz): the value is"
            + " another",
        "{foo: bar}|[{op: add, path: /baz/bat, value: qux}]|operation 1 (add /baz/bat): there is no"
            + " /baz",
        "{~1: 10}|[{op: test, path: /~01, value: '10'}]|operation 1 (test /~01): the value is"
            + " another",
        "{a: 1}|[{op: add, path: /b, value: 1}, {op: remove, path: /c}]|operation 2 (remove /c):"
            + " there is no /c",
        "{a: {b: 1}}|[{op: move, from: /a, path: /a/b}]|operation 1 (move /a/b): cannot move /a into"
            + " itself",
        "{a: 1}|[{op: replace, path: /b/c, value: 1}]|operation 1 (replace /b/c): there is no /b",
        "{a: [1]}|[{op: add, path: /a/2, value: 1}]|operation 1 (add /a/2): index 2 is beyond the"
            + " end of the list",
        "{a: [1]}|[{op: remove, path: /a/-}]|operation 1 (remove /a/-): \"-\" is no index of a list",
        "{a: [1]}|[{op: remove, path: /a/00}]|operation 1 (remove /a/00): \"00\" is no index of a"
            + " list",
        "{a: 1}|[{op: add, path: a, value: 1}]|operation 1 (add a): a path begins with /",
        "{a: 1}|[{op: add, path: /~2, value: 1}]|operation 1 (add /~2): in a path ~ is written ~0,"
            + " and / within a name ~1",
        "{a: 1}|[{op: add, path: /a}]|operation 1 (add /a): \"value\" is missing",
        "{a: 1}|[{op: set, path: /a}]|operation 1 (set /a): op \"set\" is unknown; use add, remove,"
            + " replace, move, copy or test",
        "{a: 1}|[{path: /a}]|operation 1: \"op\" must be there, and a string",
        "{a: 1}|[{op: add, value: 1}]|operation 1: \"path\" must be there, and a string",
        "{a: 1}|[{op: copy, path: /b}]|operation 1 (copy /b): \"from\" must be there, and a string",
        "{a: 1}|[7]|operation 1: must be an object with op and path",
        "{a: 1}|{op: add}|a JSON patch is a list of operations: [{\"op\": ...}]",
        "{a: 1}|[{op: add, path: /a/b, value: 1}]|operation 1 (add /a/b): its parent is neither an"
            + " object nor a list",
      })
  void failsWithTheOperationAndItsPath(String target, String patch, String message) {
    assertThatThrownBy(() -> JsonPatch.apply(Text.value(target), Text.value(patch)))
        .isInstanceOf(PatchException.class)
        .hasMessage(message);
  }

  @Test
  void aFailureLeavesTheTargetAlone() {
    Object target = Text.value("{a: {b: 1}}");
    Object patch = Text.value("[{op: remove, path: /a/b}, {op: remove, path: /a/b}]");
    assertThatThrownBy(() -> JsonPatch.apply(target, patch)).hasMessageContaining("operation 2");
    assertThat(target).isEqualTo(Text.value("{a: {b: 1}}"));
  }
}
