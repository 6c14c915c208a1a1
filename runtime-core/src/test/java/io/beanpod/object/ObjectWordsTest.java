package io.beanpod.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.explain.FieldWords;
import io.beanpod.model.explain.PodFields;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the words of {@code explain} to the decoders. */
class ObjectWordsTest {
  @ParameterizedTest
  @EnumSource(
      value = ObjectKind.class,
      names = {"POD", "ENDPOINT_SLICE"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyFieldOfTheWordsIsKnown(ObjectKind kind) throws IOException {
    PodFields words = PodFields.load(kind.kind());
    assertThat(words.type(kind.kind()).orElseThrow().text()).isNotEmpty();
    for (FieldWords field : words.type(kind.kind()).orElseThrow().fields().values()) {
      assertThat(field.text()).as(field.name()).isNotEmpty();
      if (field.name().equals("status")) {
        continue; // of a manifest's it is left out, whatever it is
      }
      String yaml = "kind: " + kind.kind() + "\napiVersion: " + kind.apiVersion() + "\n";
      String wrong =
          Objects.problems(
              () -> Objects.read(yaml + (yaml.contains(field.name()) ? "" : field.name() + ": 1")));
      assertThat(wrong).as(field.name()).doesNotContain("unknown field");
    }
  }
}
