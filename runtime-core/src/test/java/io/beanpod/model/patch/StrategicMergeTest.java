package io.beanpod.model.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.Json;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergeTest {
  private static final String ONE = "{spec: {containers: [{name: a, image: x, env: [{name: K}]}]}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Objects, as in a JSON merge patch.
        "{metadata: {labels: {a: x, b: y}}}|{metadata: {labels: {a: z, b: null, c: w}}}|{metadata:"
            + " {labels: {a: z, c: w}}}",
        "{}|{metadata: {labels: {a: x, b: null}}}|{metadata: {labels: {a: x}}}",
        "{metadata: {labels: {a: x, b: y}}}|{metadata: {labels: {$patch: replace, c:"
            + " z}}}|{metadata: {labels: {c: z}}}",
        "{metadata: {labels: {a: x}, name: n}}|{metadata: {labels: {$patch: delete}}}|{metadata:"
            + " {labels: {}, name: n}}",
        "{spec: {os: {name: linux}}}|{spec: {$patch: merge, hostname: h}}|{spec: {os: {name:"
            + " linux}, hostname: h}}",
        "{spec: {hostname: h}}|{spec: {hostname: {a: 1}}}|{spec: {hostname: {a: 1}}}",
        // Lists with a merge key: a new element comes first.
        ONE
            + "|{spec: {containers: [{name: a, image: y}]}}|{spec: {containers: [{name: a, image: y,"
            + " env: [{name: K}]}]}}",
        "{spec: {containers: [{name: a}]}}|{spec: {containers: [{name: b}]}}|{spec: {containers:"
            + " [{name: b}, {name: a}]}}",
        "{spec: {containers: [{name: a}, {name: b}]}}|{spec: {containers: [{name: a, $patch:"
            + " delete}]}}|{spec: {containers: [{name: b}]}}",
        "{spec: {containers: [{name: a}]}}|{spec: {containers: [{name: z, $patch: delete}]}}|{spec:"
            + " {containers: [{name: a}]}}",
        "{spec: {containers: [{name: a}, {name: b}]}}|{spec: {containers: [{$patch: replace}, {name:"
            + " c}]}}|{spec: {containers: [{name: c}]}}",
        "{spec: {containers: [{name: a, image: x, tty: true}]}}|{spec: {containers: [{name: a,"
            + " $patch: replace, image: y}]}}|{spec: {containers: [{name: a, image: y}]}}",
        ONE
            + "|{spec: {containers: [{name: a, env: [{name: K, value: v}, {name: L}]}]}}|{spec:"
            + " {containers: [{name: a, image: x, env: [{name: K, value: v}, {name: L}]}]}}",
        "{spec: {containers: [{name: a, ports: [{containerPort: 80, name: p}]}]}}|{spec:"
            + " {containers: [{name: a, ports: [{containerPort: 80, name: q}]}]}}|{spec: {containers:"
            + " [{name: a, ports: [{containerPort: 80, name: q}]}]}}",
        "{spec: {containers: [{name: a, volumeMounts: [{name: v, mountPath: /d}]}]}}|{spec:"
            + " {containers: [{name: a, volumeMounts: [{name: w, mountPath: /d}]}]}}|{spec:"
            + " {containers: [{name: a, volumeMounts: [{name: w, mountPath: /d}]}]}}",
        "{status: {conditions: [{type: Ready, status: 'True'}]}}|{status: {conditions: [{type: x/y,"
            + " status: 'True'}]}}|{status: {conditions: [{type: x/y, status: 'True'}, {type: Ready,"
            + " status: 'True'}]}}",
        // Lists without one are replaced.
        "{spec: {tolerations: [{key: a}, {key: b}]}}|{spec: {tolerations: [{key: c}]}}|{spec:"
            + " {tolerations: [{key: c}]}}",
        "{spec: {containers: [{name: a, command: [x, y]}]}}|{spec: {containers: [{name: a, command:"
            + " [z]}]}}|{spec: {containers: [{name: a, command: [z]}]}}",
        // Lists of plain values.
        "{metadata: {finalizers: [a, b]}}|{metadata: {finalizers: [b, c]}}|{metadata: {finalizers:"
            + " [a, b, c]}}",
        "{metadata: {finalizers: [a, b, c]}}|{metadata: {$deleteFromPrimitiveList/finalizers: [a,"
            + " c]}}|{metadata: {finalizers: [b]}}",
        // The order of elements.
        "{spec: {containers: [{name: a}, {name: b}]}}|{spec: {$setElementOrder/containers: [{name:"
            + " b}, {name: a}]}}|{spec: {containers: [{name: b}, {name: a}]}}",
        "{spec: {containers: [{name: a}, {name: b}]}}|{spec: {$setElementOrder/containers: [{name:"
            + " b}, {name: c}, {name: a}], containers: [{name: c}]}}|{spec: {containers: [{name: b},"
            + " {name: c}, {name: a}]}}",
        "{spec: {containers: [{name: a}, {name: s}, {name: b}]}}|{spec: {containers: [{name: a},"
            + " {name: b, image: y}]}}|{spec: {containers: [{name: a}, {name: s}, {name: b, image:"
            + " y}]}}",
        // Fields that go.
        "{spec: {volumes: [{name: v, emptyDir: {}}]}}|{spec: {volumes: [{name: v, $retainKeys:"
            + " [name, hostPath], hostPath: {path: /p}}]}}|{spec: {volumes: [{name: v, hostPath:"
            + " {path: /p}}]}}",
      })
  void mergesAsKubernetesDoes(String pod, String patch, String result) {
    Map<String, Object> original = Text.object(pod);
    Map<String, Object> before = Json.copy(original);
    Map<String, Object> given = Text.object(patch);
    assertThat(StrategicMerge.apply(original, given)).isEqualTo(Text.value(result));
    assertThat(original).isEqualTo(before);
    assertThat(given).isEqualTo(Text.value(patch));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{spec: {containers: [{image: x}]}}|spec.containers: {\"image\":\"x\"} lacks \"name\", by"
            + " which this list is merged",
        "{spec: {containers: [x]}}|spec.containers: an element must be an object, not \"x\"",
        "{spec: {$patch: remove}}|spec.$patch: \"remove\" is unknown; use replace, delete or merge",
        "{spec: {containers: [{name: a, $patch: gone}]}}|spec.containers[name=a].$patch: \"gone\" is"
            + " unknown; use replace, delete or merge",
        "{spec: {$retainKeys: name}}|spec.$retainKeys: must be a list, not \"name\"",
        "{spec: {$retainKeys: [a], b: 1}}|spec.b: is set, but not among its object's $retainKeys",
        "{spec: {$drop: 1}}|spec.$drop: unknown directive",
        "{spec: {$setElementOrder/containers: [{name: a}], containers: [{name: b}]}}|spec.containers:"
            + " \"b\" stands elsewhere, or not at all, in $setElementOrder",
      })
  void malformedPatchesAreRefusedByPath(String patch, String message) {
    assertThatThrownBy(() -> StrategicMerge.apply(Text.object(ONE), Text.object(patch)))
        .isInstanceOf(PatchException.class)
        .hasMessage(message);
  }
}
