package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code valueFrom} and {@code envFrom}: what is read, and what is refused. */
class EnvironmentFieldsTest {
  private static final String FIELDS =
      "metadata.name, metadata.namespace, metadata.uid, spec.nodeName, spec.serviceAccountName,"
          + " status.hostIP, status.hostIPs, status.podIP, status.podIPs, metadata.labels['KEY'] or"
          + " metadata.annotations['KEY']";

  @Test
  void sourcesOfVariables() {
    Container c =
        container(
            "env: [{name: A, valueFrom: {configMapKeyRef: {name: app, key: a.b, optional: true}}},"
                + " {name: B, valueFrom: {secretKeyRef: {name: login, key: p}}},"
                + " {name: C, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}},"
                + " {name: D, value: '', valueFrom: {fieldRef: {fieldPath: status.podIP}}}]");
    assertThat(c.env())
        .extracting(v -> v.valueFrom().orElseThrow())
        .containsExactly(
            new DataKey(new DataObject(false, "app", true), "a.b"),
            new DataKey(new DataObject(true, "login", false), "p"),
            new ResourceFieldSelector(
                "spec.containers[0].env[2].valueFrom.resourceFieldRef",
                "",
                "limits.memory",
                Quantity.parse("1Mi")),
            new ObjectFieldSelector("status.podIP"));
  }

  @Test
  void objectsAsVariables() {
    Container c =
        container(
            "envFrom: [{prefix: '1.', configMapRef: {name: app}}, {secretRef: {name: s, optional:"
                + " true}}]");
    assertThat(c.envFrom())
        .extracting(EnvFromSource::prefix, EnvFromSource::object)
        .containsExactly(
            tuple("1.", new DataObject(false, "app", false)),
            tuple("", new DataObject(true, "s", true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata.name",
        "metadata.namespace",
        "metadata.uid",
        "metadata.labels['app.kubernetes.io/name']",
        "metadata.annotations['Example.com/Build']",
        "spec.nodeName",
        "spec.serviceAccountName",
        "status.hostIP",
        "status.hostIPs",
        "status.podIP",
        "status.podIPs"
      })
  void everyFieldThatKubernetesAllows(String field) {
    assertThat(problems("env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"" + field + "\"}}}]"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}||must specify one of: fieldRef, resourceFieldRef, configMapKeyRef or secretKeyRef",
        "{fileKeyRef: {key: a}}|.fileKeyRef|Beanpod does not support this field yet",
        "{fieldRef: {}}|.fieldRef.fieldPath|required, but missing or empty",
        "{fieldRef: {fieldPath: metadata.labels}}|.fieldRef.fieldPath|\"metadata.labels\" is not supported; use FIELDS",
        "{fieldRef: {fieldPath: \"spec.nodeName['a']\"}}|.fieldRef.fieldPath|\"spec.nodeName['a']\" is not supported; use FIELDS",
        "{fieldRef: {fieldPath: \"metadata.labels['a b']\"}}|.fieldRef.fieldPath|\"metadata.labels['a b']\" is not valid; use letters, digits, -, _ and ., beginning and ending with a letter or digit, at most 63 characters, after an optional DNS name and /",
        "{fieldRef: {fieldPath: metadata.name, apiVersion: v2}}|.fieldRef.apiVersion|\"v2\" is an unsupported pod version; use v1",
        "{resourceFieldRef: {resource: cpu}}|.resourceFieldRef.resource|\"cpu\" is not supported; use limits.cpu, limits.ephemeral-storage, limits.memory, requests.cpu, requests.ephemeral-storage, requests.memory, limits.hugepages-SIZE or requests.hugepages-SIZE",
        "{resourceFieldRef: {resource: limits.cpu, divisor: 10m}}|.resourceFieldRef.divisor|\"10m\" is not valid: cpu may be divided by 1m, 1",
        "{resourceFieldRef: {resource: limits.memory, divisor: 1m}}|.resourceFieldRef.divisor|\"1m\" is not valid: memory may be divided by 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei",
        "{resourceFieldRef: {resource: limits.cpu, containerName: other}}|.resourceFieldRef.containerName|\"other\" is none of the pod's containers and init containers",
        "{configMapKeyRef: {key: a}}|.configMapKeyRef.name|required, but missing or empty",
        "{configMapKeyRef: {name: A, key: a}}|.configMapKeyRef.name|\"A\" is not valid; use lower-case letters, digits, - and ., every part beginning and ending with a letter or digit, at most 253 characters",
        "{secretKeyRef: {name: a}}|.secretKeyRef.key|required, but missing or empty",
        "{secretKeyRef: {name: a, key: ..b}}|.secretKeyRef.key|\"..b\" is not valid; use letters, digits, -, _ and ., not . and not beginning with .., at most 253 characters",
        "{secretKeyRef: {name: a, key: b/c}}|.secretKeyRef.key|\"b/c\" is not valid; use letters, digits, -, _ and ., not . and not beginning with .., at most 253 characters",
        "{secretKeyRef: {name: a, key: b}, configMapKeyRef: {name: a, key: b}}||may not have more than one field specified at a time",
      })
  void sourcesThatAreRefused(String source, String field, String message) {
    assertThat(problems("env: [{name: A, valueFrom: " + source + "}]"))
        .containsExactly(
            new Problem(
                "spec.containers[0].env[0].valueFrom" + (field == null ? "" : field),
                message.replace("FIELDS", FIELDS)));
  }

  @Test
  void aValueAndASourceExcludeEachOther() {
    assertThat(problems("env: [{name: A, value: x, valueFrom: {secretKeyRef: {name: a, key: b}}}]"))
        .containsExactly(
            new Problem(
                "spec.containers[0].env[0].valueFrom",
                "may not be specified when value is not empty"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}||must specify one of: configMapRef or secretRef",
        "{configMapRef: {name: a}, secretRef: {name: a}}||may not have more than one field specified at a time",
        "{configMapRef: {}}|.configMapRef.name|required, but missing or empty",
        "{configMapRef: {name: a}, prefix: A=}|.prefix|\"A=\" is not valid; use printable ASCII characters other than =, at least one",
        "{secretRef: {name: a, key: b}}|.secretRef.key|unknown field",
      })
  void objectsThatAreRefused(String source, String field, String message) {
    assertThat(problems("envFrom: [" + source + "]"))
        .containsExactly(
            new Problem("spec.containers[0].envFrom[0]" + (field == null ? "" : field), message));
  }

  private static Container container(String line) {
    return Manifests.pod("", line).pod().spec().containers().get(0);
  }

  private static List<Problem> problems(String line) {
    try {
      Manifests.pod("", line);
      return List.of();
    } catch (InvalidManifest e) {
      return e.problems();
    }
  }
}
