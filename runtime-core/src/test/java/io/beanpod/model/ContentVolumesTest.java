package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** configMap, secret, downwardAPI and projected: what is read, and what is refused. */
class ContentVolumesTest {
  @Test
  void readsEverySource() {
    PodSpec spec =
        Manifests.pod(
                """
                volumes:
                - {name: a, configMap: {name: app, items: [{key: k, path: d/f, mode: 0400}]}}
                - {name: b, secret: {secretName: login, defaultMode: 256, optional: true}}
                - {name: c, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}
                - name: d
                  projected:
                    sources:
                    - {secret: {name: login}}
                    - {configMap: {name: app, optional: true, items: [{key: k, path: ./k}]}}
                    - {downwardAPI: {items: [{path: cpu, mode: 0600, resourceFieldRef: {containerName: app, resource: limits.cpu}}]}}
                """,
                "")
            .pod()
            .spec();
    DataObject app = new DataObject(false, "app", false);
    OptionalInt none = OptionalInt.empty();
    assertThat(spec.volumes())
        .extracting(Volume::source)
        .containsExactly(
            new ContentVolumeSource(
                "configMap",
                0644,
                List.of(
                    new Projection.Data(
                        app, List.of(new KeyToPath("k", "d/f", OptionalInt.of(0400)))))),
            new ContentVolumeSource(
                "secret",
                0400,
                List.of(new Projection.Data(new DataObject(true, "login", true), List.of()))),
            new ContentVolumeSource(
                "downwardAPI",
                0644,
                List.of(
                    new Projection.DownwardApi(
                        List.of(
                            new Projection.DownwardFile(
                                "labels", new ObjectFieldSelector("metadata.labels"), none))))),
            new ContentVolumeSource(
                "projected",
                0644,
                List.of(
                    new Projection.Data(new DataObject(true, "login", false), List.of()),
                    new Projection.Data(
                        new DataObject(false, "app", true), List.of(new KeyToPath("k", "k", none))),
                    new Projection.DownwardApi(
                        List.of(
                            new Projection.DownwardFile(
                                "cpu",
                                new ResourceFieldSelector(
                                    "spec.volumes[3].projected.sources[2].downwardAPI.items[0]"
                                        + ".resourceFieldRef",
                                    "app",
                                    "limits.cpu",
                                    Quantity.parse("1")),
                                OptionalInt.of(0600)))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "configMap: {}|configMap.name|required, but missing or empty",
        "secret: {}|secret.secretName|required, but missing or empty",
        "configMap: {name: a, defaultMode: 512}|configMap.defaultMode|Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive",
        "configMap: {name: a, defaultMode: -1}|configMap.defaultMode|Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive",
        "configMap: {name: a, items: [{key: a, path: b, mode: 01000}]}|configMap.items[0].mode|Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive",
        "configMap: {name: a, items: [{path: b}]}|configMap.items[0].key|required, but missing or empty",
        "configMap: {name: a, items: [{key: b}]}|configMap.items[0].path|required, but missing or empty",
        "configMap: {name: a, items: [{key: b, path: /c}]}|configMap.items[0].path|Invalid value: \"/c\": must be a relative path",
        "secret: {secretName: a, items: [{key: b, path: c/../d}]}|secret.items[0].path|Invalid value: \"c/../d\": must not contain '..'",
        "secret: {secretName: a, items: [{key: b, path: ../d}]}|secret.items[0].path|Invalid value: \"../d\": must not contain '..'",
        "secret: {secretName: a, items: [{key: b, path: ..d}]}|secret.items[0].path|Invalid value: \"..d\": must not start with '..'",
        "secret: {secretName: a, items: [{key: b, path: ./..d}]}|secret.items[0].path|Invalid value: \"./..d\": must not start with '..'",
        "secret: {secretName: a, items: [{key: b, path: ./}]}|secret.items[0].path|Invalid value: \"./\": must name a file",
        "downwardAPI: {items: [{path: a}]}|downwardAPI.items[0]|one of fieldRef and resourceFieldRef is required",
        "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: status.podIP}}]}|downwardAPI.items[0].fieldRef.fieldPath|\"status.podIP\" is not supported; use metadata.annotations, metadata.labels, metadata.name, metadata.namespace, metadata.uid, metadata.labels['KEY'] or metadata.annotations['KEY']",
        "downwardAPI: {items: [{path: a, resourceFieldRef: {resource: limits.cpu}}]}|downwardAPI.items[0].resourceFieldRef.containerName|missing or empty, but required in a volume",
        "downwardAPI: {items: [{path: a, resourceFieldRef: {resource: limits.cpu, containerName: b}}]}|downwardAPI.items[0].resourceFieldRef.containerName|\"b\" is none of the pod's containers and init containers",
        "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.name}, resourceFieldRef: {resource: limits.cpu, containerName: app}}]}|downwardAPI.items[0]|fieldRef and resourceFieldRef can not be specified simultaneously",
        "projected: {sources: [{serviceAccountToken: {path: token}}]}|projected.sources[0].serviceAccountToken|Beanpod does not support this field yet",
        "projected: {sources: [{clusterTrustBundle: {path: ca}}]}|projected.sources[0].clusterTrustBundle|Beanpod does not support this field yet",
        "projected: {sources: [{podCertificate: {}}]}|projected.sources[0].podCertificate|Beanpod does not support this field yet",
        "projected: {sources: [{secret: {name: a}, configMap: {name: a}}]}|projected.sources[0]|Forbidden: may not specify more than 1 volume type per source",
        "projected: {sources: [{secret: {name: a, items: [{key: a, path: b}]}}, {configMap: {name: a, items: [{key: a, path: ./b}]}}]}|projected.sources[1].configMap.items[0].path|Invalid value: \"./b\": conflicting duplicate paths",
        "{configMap: {name: a}, secret: {secretName: a}}|secret|Forbidden: may not specify more than 1 volume type",
      })
  void whatIsRefused(String source, String field, String message) {
    String fields = source.startsWith("{") ? source.substring(1, source.length() - 1) : source;
    assertThat(problems("volumes: [{name: v, " + fields + "}]"))
        .containsExactly(new Problem("spec.volumes[0]." + field, message));
  }

  private static List<Problem> problems(String line) {
    try {
      Manifests.pod(line, "");
      return List.of();
    } catch (InvalidManifest e) {
      return e.problems();
    }
  }
}
