package io.beanpod.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ManifestReaderTest {
  @Test
  void readsMixedKindsInTheirOrder() {
    String yaml =
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Secret, metadata: {name: db}}
        - {apiVersion: v1, kind: Pod, metadata: {name: web},
           spec: {containers: [{name: a, image: b}]}}
        ---
        apiVersion: v1
        kind: ConfigMapList
        items: [{metadata: {name: one}}, {metadata: {name: two}}]
        """;
    assertThat(Objects.read(yaml))
        .extracting(Manifest::label)
        .containsExactly(
            "namespace/shop", "secret/db", "pod/web", "configmap/one", "configmap/two");
  }

  @Test
  void saysWhichKindsThereAre() {
    assertThat(
            Objects.problems(
                () -> Objects.read("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}")))
        .startsWith("kind Deployment is not supported; Beanpod has Pod, Namespace, ");
    assertThat(Objects.problems(() -> Objects.read("apiVersion: v2\nkind: Secret")))
        .isEqualTo("apiVersion v2 is not Secret's; it is v1");
    assertThat(Objects.problems(() -> Objects.read("kind: Secret")))
        .isEqualTo("apiVersion is missing; it is v1");
  }

  @Test
  void tellsAllThatIsWrongByDocument() {
    String yaml =
        """
        {apiVersion: v1, kind: ConfigMap, metadata: {name: A}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: a.b, namespace: c}}
        """;
    assertThatThrownBy(() -> Objects.read(yaml))
        .hasMessage(
            "f.yaml: document 1: configmap/A: metadata.name: \"A\" is not valid; use lower-case"
                + " letters, digits, - and ., every part beginning and ending with a letter or"
                + " digit, at most 253 characters\n"
                + "f.yaml: document 2: namespace/a.b: metadata.name: \"a.b\" is not valid; use"
                + " lower-case letters, digits and -, beginning and ending with a letter or digit,"
                + " at most 63 characters\n"
                + "f.yaml: document 2: namespace/a.b: metadata.namespace: not allowed on this"
                + " type");
  }

  @Test
  void generatesNames() {
    assertThat(
            Objects.one("{apiVersion: v1, kind: ConfigMap, metadata: {generateName: site-}}")
                .metadata()
                .name())
        .matches("site-[a-z0-9]{5}");
  }
}
