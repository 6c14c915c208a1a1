package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImmutableFieldsTest {
  private static final String ANEW = "make the pod anew: beanpod replace --force -f FILE";
  private static final String REMEDY =
      "field is immutable: pod updates may change only the images and resources of containers,"
          + " activeDeadlineSeconds and tolerations; "
          + ANEW;

  private static Map<String, Object> tree(String specLines, String containerLines) {
    return Manifests.pod(specLines, containerLines).tree();
  }

  private static Map<String, Object> withMetadata(String metadata) {
    return Manifests.read(Manifests.yaml("", "").replace("{name: web}", metadata)).get(0).tree();
  }

  @Test
  void spellingOutDefaultsOrWritingQuantitiesOtherwiseChangesNothing() {
    Map<String, Object> old = tree("", "resources: {limits: {cpu: 0.5, memory: 1Gi}}");
    Map<String, Object> now =
        tree(
            "restartPolicy: Always\nterminationGracePeriodSeconds: 30\nvolumes: []",
            "env: []\nresources: {limits: {memory: 1024Mi, cpu: 500m}}");
    assertThat(ImmutableFields.check(old, now)).isEmpty();
    assertThat(ImmutableFields.same(old, now)).isTrue();
  }

  @Test
  void whatTheSystemChoseMayBeLeftOut() {
    Map<String, Object> old = tree("nodeName: node-1\nserviceAccountName: default", "");
    assertThat(ImmutableFields.same(old, tree("", ""))).isTrue();
    assertThat(ImmutableFields.check(tree("", ""), old))
        .extracting(Problem::path)
        .containsExactly("spec.nodeName", "spec.serviceAccountName");
  }

  @Test
  void changesOfTheSpecAreNamed() {
    Map<String, Object> old = tree("", "command: [a, b]\nenv: [{name: A, value: x}]");
    Map<String, Object> now =
        tree(
            "hostPID: true",
            "command: [a, c]\nenv: [{name: A, value: x}, {name: B}]\nworkingDir: /srv");
    assertThat(ImmutableFields.check(old, now))
        .containsExactlyInAnyOrder(
            new Problem("spec.hostPID", REMEDY),
            new Problem("spec.containers[0].command[1]", REMEDY),
            new Problem("spec.containers[0].env", REMEDY),
            new Problem("spec.containers[0].workingDir", REMEDY));
    assertThat(ImmutableFields.same(old, now)).isFalse();
  }

  @Test
  void aNewImageMayComeAndItsDefaultPolicyStays() {
    Map<String, Object> old = tree("", "");
    String yaml = Manifests.yaml("", "").replace("nginx:1.27", "nginx:latest");
    Map<String, Object> now = Manifests.read(yaml).get(0).tree();
    assertThat(ImmutableFields.check(old, now)).isEmpty();
    assertThat(ImmutableFields.same(old, now)).isFalse();
    Map<String, Object> container = container(ImmutableFields.merge(old, now));
    assertThat(container)
        .containsEntry("image", "nginx:latest")
        .containsEntry("imagePullPolicy", "IfNotPresent");
    // Applied again, it is the same still: the policy stays that of the first image.
    assertThat(ImmutableFields.same(ImmutableFields.merge(old, now), now)).isTrue();
    Map<String, Object> never = tree("", "imagePullPolicy: Never");
    assertThat(ImmutableFields.check(never, now))
        .containsExactly(new Problem("spec.containers[0].imagePullPolicy", REMEDY));
  }

  @Test
  void containersStayAsManyAsTheyWere() {
    String yaml = Manifests.yaml("", "") + "  - {name: more, image: x}\n";
    assertThat(ImmutableFields.check(tree("", ""), Manifests.read(yaml).get(0).tree()))
        .containsExactly(
            new Problem(
                "spec.containers", "pod updates may not add or remove containers; " + ANEW));
  }

  @ParameterizedTest
  @CsvSource({
    "0,9,''",
    "9,9,''",
    "9,8,''",
    "8,9,'must be less than or equal to the previous value, 8'",
    "9,0,'must stay set; it is 9'",
  })
  void aDeadlineIsSetOnceAndThenOnlyLowered(long before, long after, String message) {
    Map<String, Object> old = withDeadline(before);
    Map<String, Object> now = withDeadline(after);
    List<Problem> expected =
        message.isEmpty() ? List.of() : List.of(new Problem("spec.activeDeadlineSeconds", message));
    assertThat(ImmutableFields.check(old, now)).isEqualTo(expected);
    if (expected.isEmpty()) {
      assertThat(Json.at(ImmutableFields.merge(old, now), "spec", "activeDeadlineSeconds"))
          .isEqualTo(after);
    }
  }

  private static Map<String, Object> withDeadline(long seconds) {
    Map<String, Object> tree = tree("", "");
    if (seconds > 0) {
      Json.object(tree.get("spec")).put("activeDeadlineSeconds", seconds);
    }
    return tree;
  }

  @Test
  void tolerationsMayOnlyBeAdded() {
    Map<String, Object> old = tree("tolerations: [{key: a, operator: Exists}]", "");
    Map<String, Object> more =
        tree(
            "tolerations: [{key: b, operator: Exists}, {key: a, operator: Exists,"
                + " tolerationSeconds: 5}]",
            "");
    assertThat(ImmutableFields.check(old, more)).isEmpty();
    Problem gone =
        new Problem(
            "spec.tolerations",
            "existing toleration {\"key\":\"a\",\"operator\":\"Exists\"} can not be modified except"
                + " its tolerationSeconds; "
                + ANEW);
    assertThat(ImmutableFields.check(old, tree("", ""))).containsExactly(gone);
    assertThat(ImmutableFields.check(old, tree("tolerations: [{key: a, value: x}]", "")))
        .containsExactly(gone);
  }

  @Test
  void theNameStays() {
    assertThat(ImmutableFields.check(tree("", ""), withMetadata("{name: other, namespace: ns}")))
        .containsExactly(
            new Problem("metadata.name", "field is immutable"),
            new Problem("metadata.namespace", "field is immutable"));
  }

  @Test
  void theGenerationCountsChangesOfTheSpec() {
    Map<String, Object> old = tree("", "");
    Json.object(old.get("metadata")).put("generation", 3L);
    Map<String, Object> labelled = withMetadata("{name: web, labels: {a: x}, generation: 77}");
    assertThat(generation(ImmutableFields.merge(old, labelled))).isEqualTo(3L);
    assertThat(generation(ImmutableFields.merge(old, withDeadline(5)))).isEqualTo(4L);
  }

  private static Object generation(Map<String, Object> pod) {
    return Json.at(pod, "metadata", "generation");
  }

  private static Map<String, Object> container(Map<String, Object> pod) {
    return Json.object(Json.list(Json.at(pod, "spec", "containers")).get(0));
  }

  @Test
  void metadataAndTolerationsMayChange() {
    Map<String, Object> old = withMetadata("{name: web, labels: {a: x}, annotations: {n: x}}");
    Map<String, Object> now = withMetadata("{name: web, labels: {a: y}}");
    Json.object(now.get("spec")).put("tolerations", List.of(Map.of("operator", "Exists")));
    assertThat(ImmutableFields.check(old, now)).isEmpty();
    assertThat(ImmutableFields.same(old, now)).isFalse();

    old.put("status", Map.of("phase", "Running"));
    Json.object(old.get("metadata")).put("uid", "u");
    Map<String, Object> merged = ImmutableFields.merge(old, now);
    assertThat(Json.at(merged, "status", "phase")).isEqualTo("Running");
    assertThat(Json.at(merged, "metadata", "uid")).isEqualTo("u");
    assertThat(Json.at(merged, "metadata", "labels")).isEqualTo(Map.of("a", "y"));
    assertThat(Json.object(merged.get("metadata"))).doesNotContainKey("annotations");
    assertThat(ImmutableFields.same(merged, now)).isTrue();
    assertThat(Json.at(old, "metadata", "labels")).isEqualTo(Map.of("a", "x"));
  }
}
