package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.Documents;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.patch.StrategicMerge;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionUpdateTest {
  private static final StoredPod POD =
      new StoredPod(
          tree(
              "{metadata: {name: web, uid: u}, status: {phase: Running, conditions: [{type: Ready,"
                  + " status: 'True'}, {type: x/old, status: 'True'}]}}"),
          Path.of("/nowhere"),
          false);

  private static Map<String, Object> tree(String yaml) {
    return Json.object(Documents.value("test", yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Map<String, Object>> changed(String patch) {
    return ConditionUpdate.changed(POD, StrategicMerge.apply(POD.tree(), tree(patch)));
  }

  @Test
  void findsWhatIsNewOrOther() {
    assertThat(changed("{status: {conditions: [{type: x/y, status: 'True', reason: R}]}}"))
        .containsExactly(tree("{type: x/y, status: 'True', reason: R}"));
    assertThat(changed("{status: {conditions: [{type: x/old, status: 'False'}]}}"))
        .containsExactly(tree("{type: x/old, status: 'False'}"));
    assertThat(changed("{status: {conditions: [{type: x/old, status: 'True'}]}}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{status: {phase: Failed}}|status.phase: is the pod's own; only conditions can be patched",
        "{status: {conditions: [{type: Ready, status: 'False'}]}}|status.conditions[Ready]: is the"
            + " pod's own; choose another type",
        "{status: {conditions: [{type: x/y, status: 'yes'}]}}|status.conditions[x/y].status: must be"
            + " True, False or Unknown",
        "{status: {conditions: [{type: x/old, $patch: delete}]}}|status.conditions[x/old]: cannot be"
            + " removed; give it another status instead",
        "{status: {conditions: [{type: x/y, status: 'True', reason: \"a\\nb\"}]}}"
            + "|status.conditions[x/y].reason: must be one line",
      })
  void whatIsThePodsOwnIsRefused(String patch, String problem) {
    assertThatThrownBy(() -> changed(patch))
        .isInstanceOf(InvalidManifest.class)
        .hasMessage("pod/web: " + problem);
  }

  @Test
  void aPodThatHasEndedHasNobodyToTell() {
    List<Map<String, Object>> one = List.of(tree("{type: x/y, status: 'True'}"));
    assertThatThrownBy(() -> ConditionUpdate.apply(Root.below(Path.of("/nowhere")), POD, one))
        .hasMessageContaining("pod/web has ended (phase Running)");
  }
}
