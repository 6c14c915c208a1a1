package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImmutableFieldsTest {
  private static final String REMEDY = "field is immutable on a running pod; use delete and apply";

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
  void aNewImageIsNotBuiltYet() {
    Map<String, Object> now =
        Manifests.read(Manifests.yaml("", "").replace("nginx:1.27", "nginx:1.28")).get(0).tree();
    assertThat(ImmutableFields.check(tree("", ""), now))
        .containsExactly(
            new Problem(
                "spec.containers[0].image",
                "Beanpod cannot change the image of a running pod yet; use delete and apply"));
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
