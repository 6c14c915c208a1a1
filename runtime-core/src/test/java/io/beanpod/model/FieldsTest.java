package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private final List<Problem> problems = new ArrayList<>();

  @Test
  void nullIsAbsent() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String name : List.of("s", "i", "b", "l", "o", "q", "r")) {
      tree.put(name, null);
    }
    Fields fields = new Fields(tree, "", problems);
    assertThat(fields.string("s")).isEmpty();
    assertThat(fields.integer("i", 1, 2)).isEmpty();
    assertThat(fields.optionalBool("b")).isEmpty();
    assertThat(fields.strings("l")).isEmpty();
    assertThat(fields.object("o")).isEmpty();
    assertThat(fields.quantities("q")).isEmpty();
    fields.refuse("r");
    fields.end();
    assertThat(problems).isEmpty();
  }

  @Test
  void endReportsWhatNobodyAskedForWithANearName() {
    Fields fields = new Fields(Map.of("imagee", "x"), "spec.containers[1]", problems);
    fields.string("image");
    fields.end();
    assertThat(problems)
        .containsExactly(
            new Problem("spec.containers[1].imagee", "unknown field; did you mean image?"));
    assertThat(problems.get(0))
        .hasToString("spec.containers[1].imagee: unknown field; did you mean image?");
  }

  @Test
  void aRefusedFieldIsNotAlsoUnknown() {
    Fields fields = new Fields(Map.of("lifecycle", Map.of("x", 1L)), "c", problems);
    fields.refuseUnlessEmpty("lifecycle");
    fields.end();
    assertThat(problems)
        .containsExactly(new Problem("c.lifecycle", "Beanpod does not support this field yet"));
  }

  @Test
  void longValuesAreCutInMessages() {
    Fields fields = new Fields(Map.of("b", "x".repeat(100)), "", problems);
    fields.bool("b");
    assertThat(problems.get(0).message())
        .isEqualTo("must be true or false, not \"" + "x".repeat(57) + "...\"");
  }
}
