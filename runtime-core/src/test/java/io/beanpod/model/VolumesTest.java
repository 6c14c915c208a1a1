package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ValidateVolumes} and {@code ValidateVolumeMounts} of pkg/apis/core/validation. */
class VolumesTest {
  private static PodManifest pod(String volumes, String mounts) {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
          - {name: app, image: x, volumeMounts: [%s]}
          volumes: [%s]
        """
            .formatted(mounts, volumes);
    return PodManifest.readAll(
            "web.yaml", yaml.getBytes(StandardCharsets.UTF_8), new Node("node-1", "amd64"))
        .get(0);
  }

  private static List<VolumeSource> sources(String volumes) {
    return pod(volumes, "").pod().spec().volumes().stream().map(Volume::source).toList();
  }

  private static VolumeMount mount(String fields) {
    return pod("{name: v}", "{name: v, " + fields + "}")
        .pod()
        .spec()
        .containers()
        .get(0)
        .volumeMounts()
        .get(0);
  }

  private static void refused(String volumes, String mounts, String problem) {
    assertThatThrownBy(() -> pod(volumes, mounts))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining(problem);
  }

  @Test
  void readsEverySource() {
    assertThat(
            sources(
                """
                {name: a, emptyDir: {}},
                {name: b, emptyDir: {medium: Memory, sizeLimit: 8Mi}},
                {name: c, hostPath: {path: /srv, type: DirectoryOrCreate}},
                {name: d, hostPath: {path: /srv, type: ""}},
                {name: e, persistentVolumeClaim: {claimName: data, readOnly: true}},
                {name: f, image: {reference: "tools:1", pullPolicy: Never}}
                """))
        .containsExactly(
            new EmptyDirVolumeSource(false, Optional.empty()),
            new EmptyDirVolumeSource(true, Optional.of(Quantity.parse("8Mi"))),
            new HostPathVolumeSource("/srv", HostPathVolumeSource.Type.DirectoryOrCreate),
            new HostPathVolumeSource("/srv", HostPathVolumeSource.Type.Unset),
            new PersistentVolumeClaimVolumeSource("data", true),
            new ImageVolumeSource("spec.volumes[5].image", "tools:1"));
  }

  @Test
  void theDefaultsAreTheApiServers() {
    Map<String, Object> tree =
        pod(
                "{name: a}, {name: b, hostPath: {path: /srv}}, {name: c, image: {reference: x}},"
                    + " {name: d, emptyDir: {sizeLimit: 0.5Gi}}",
                "")
            .tree();
    assertThat(JsonWriter.compact(Json.at(tree, "spec", "volumes")))
        .isEqualTo(
            "[{\"name\":\"a\",\"emptyDir\":{}},"
                + "{\"name\":\"b\",\"hostPath\":{\"path\":\"/srv\",\"type\":\"\"}},"
                + "{\"name\":\"c\",\"image\":{\"reference\":\"x\",\"pullPolicy\":\"Always\"}},"
                + "{\"name\":\"d\",\"emptyDir\":{\"sizeLimit\":\"512Mi\"}}]");
  }

  @Test
  void readsAMount() {
    assertThat(
            mount(
                "mountPath: /data, readOnly: true, recursiveReadOnly: IfPossible, subPath: a/b,"
                    + " mountPropagation: None"))
        .isEqualTo(new VolumeMount("v", "/data", true, true, "a/b", "", false));
    assertThat(mount("mountPath: data, subPathExpr: $(X), mountPropagation: HostToContainer"))
        .isEqualTo(new VolumeMount("v", "data", false, false, "", "$(X)", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: a}, {name: a} | spec.volumes[1].name: Duplicate value: \"a\"",
        "{name: A} | spec.volumes[0].name: \"A\" is not valid",
        "{emptyDir: {}} | spec.volumes[0].name: required",
        "{name: a, emptyDir: {}, hostPath: {path: /x}} | Forbidden: may not specify more than 1 volume",
        "{name: a, emptyDir: {sizeLimit: -1}} | sizeLimit: SizeLimit field must be a valid resource",
        "{name: a, emptyDir: {medium: Disk}} | \"Disk\" is not valid; use one of Memory",
        "{name: a, hostPath: {}} | spec.volumes[0].hostPath.path: required",
        "{name: a, hostPath: {path: /a/../b}} | path: Invalid value: \"/a/../b\": must not contain '..'",
        "{name: a, hostPath: {path: /a, type: Dir}} | type: \"Dir\" is not valid; use one of",
        "{name: a, persistentVolumeClaim: {}} | persistentVolumeClaim.claimName: required",
        "{name: a, image: {}} | spec.volumes[0].image.reference: required",
        "{name: a, nfs: {server: x, path: /}} | spec.volumes[0].nfs: Beanpod does not support this",
        "{name: a, emptydir: {}} | spec.volumes[0].emptydir: unknown field; did you mean emptyDir?",
      })
  void refusesVolumes(String volumes, String problem) {
    refused(volumes, "", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: w, mountPath: /a} | spec.containers[0].volumeMounts[0].name: Not found: \"w\"",
        "{name: v} | spec.containers[0].volumeMounts[0].mountPath: required",
        "{name: v, mountPath: /a}, {name: v, mountPath: /a} | [1].mountPath: Invalid value: \"/a\": must be"
            + " unique",
        "{name: v, mountPath: /a}, {name: v, mountPath: //a/} | [1].mountPath: Invalid value: \"//a/\": must be"
            + " unique",
        "{name: v, mountPath: /a, subPath: /b} | subPath: Invalid value: \"/b\": must be a relative path",
        "{name: v, mountPath: /a, subPath: b/..} | subPath: Invalid value: \"b/..\": must not contain '..'",
        "{name: v, mountPath: /a, subPathExpr: ../b} | subPathExpr: Invalid value: \"../b\": must not"
            + " contain '..'",
        "{name: v, mountPath: /a, subPath: b, subPathExpr: c} | subPathExpr and subPath are mutually"
            + " exclusive",
        "{name: v, mountPath: /a, mountPropagation: Bidirectional} | Bidirectional mount propagation is"
            + " available only to privileged containers",
        "{name: v, mountPath: /a, recursiveReadOnly: Enabled} | may only be specified when readOnly is true",
        "{name: v, mountPath: /a, readOnly: true, recursiveReadOnly: Enabled, mountPropagation:"
            + " HostToContainer} | may only be specified when mountPropagation is None or not specified",
        "{name: v, mountPath: /./} | mountPath: \"/./\" would hide the container's root file system",
        "{name: v, mountPath: /x/../proc/sys} | cannot be mounted because it is inside /proc",
      })
  void refusesMounts(String mounts, String problem) {
    refused("{name: v}", mounts, problem);
  }

  @Test
  void paths() {
    assertThat(MountPaths.clean("a//b/./c/../d/")).isEqualTo("/a/b/d");
    assertThat(MountPaths.clean("/../..")).isEqualTo("/");
    assertThat(MountPaths.clean("")).isEqualTo("/");
    assertThat(MountPaths.hasBackstep("a/..b/c..")).isFalse();
    assertThat(MountPaths.hasBackstep("..")).isTrue();
  }

  @Test
  void fsGroup() {
    assertThat(group("{fsGroup: 0, fsGroupChangePolicy: OnRootMismatch}"))
        .contains(new FsGroup(0, true));
    assertThat(group("{fsGroup: 2000}")).contains(new FsGroup(2000, false));
    assertThat(group("{}")).isEmpty();
    assertThatThrownBy(() -> group("{fsGroup: -1}"))
        .hasMessageContaining("must be 0 to 2147483647");
  }

  private static Optional<FsGroup> group(String context) {
    return Manifests.pod("securityContext: " + context, "")
        .pod()
        .spec()
        .securityContext()
        .fsGroup();
  }
}
