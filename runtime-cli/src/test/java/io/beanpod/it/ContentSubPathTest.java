package io.beanpod.it;

import static io.beanpod.it.VolumesTest.mount;
import static io.beanpod.it.VolumesTest.volume;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code subPath} of volumes that the pause writes, whose files are symlinks: the conformance cases
 * of test/e2e/storage/subpath.go.
 */
class ContentSubPathTest extends PodTest {
  private static final String TEXT = "mount-tester new file\n";

  @BeforeAll
  void makeObjects() {
    tryApply(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: c},"
                + " data: {key: \"mount-tester new file\\n\"}}\n---\n"
                + "{apiVersion: v1, kind: Secret, metadata: {name: s},"
                + " stringData: {key: \"mount-tester new file\\n\"}}\n")
        .ok();
  }

  static List<Map<String, Object>> volumes() {
    Map<String, Object> items = Map.of("items", List.of(Map.of("key", "key", "path", "deep/key")));
    Map<String, Object> field = Map.of("fieldPath", "metadata.labels['text']");
    return List.of(
        volume("v", "configMap", Map.of("name", "c")),
        volume("v", "configMap", with(items, "name", "c")),
        volume("v", "secret", Map.of("secretName", "s")),
        volume("v", "secret", with(items, "secretName", "s")),
        volume(
            "v",
            "downwardAPI",
            Map.of("items", List.of(Map.of("path", "deep/key", "fieldRef", field)))),
        volume(
            "v",
            "projected",
            Map.of("sources", List.of(Map.of("secret", with(items, "name", "s"))))));
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> all = new java.util.LinkedHashMap<>(map);
    all.put(key, value);
    return all;
  }

  private static Manifest pod(Map<String, Object> volume, Object... mounts) {
    return Manifest.pod("web")
        .label("text", "short")
        .spec("volumes", List.of(volume))
        .container("one", "sleep", "1000")
        .with("volumeMounts", List.of(mounts));
  }

  @ParameterizedTest
  @MethodSource("volumes")
  void aFileIsReadThroughItsSubPath(Map<String, Object> volume) {
    boolean deep = volume.toString().contains("deep");
    String text = volume.containsKey("downwardAPI") ? "short" : TEXT;
    apply(
        pod(
            volume,
            mount("v", "/all"),
            mount("v", "/one", "subPath", deep ? "deep/key" : "key"),
            mount("v", "/etc/passwd", "subPath", deep ? "deep/key" : "key")));
    assertThat(sh("web", "cat /one")).isEqualTo(text);
    assertThat(sh("web", "cat /etc/passwd")).as("over an existing file").isEqualTo(text);
    assertThat(sh("web", "cat " + (deep ? "/all/deep/key" : "/all/key"))).isEqualTo(text);
    assertThat(sh("web", "{ echo x >/one; } 2>&1 || true")).contains("Read-only file system");
    if (deep) {
      beanpod.run("delete", "pod", "web", "--force").ok();
      apply(pod(volume, mount("v", "/dir", "subPath", "deep")));
      assertThat(sh("web", "cat /dir/key")).isEqualTo(text);
    }
  }

  /** As in Kubernetes: the file that was mounted stays, while the volume goes on. */
  @Test
  void aSubPathStaysAsItWasWhenTheObjectChanges() {
    String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: changing}, data: {key: TEXT}}";
    tryApply(map.replace("TEXT", "old")).ok();
    apply(
        pod(
            volume("v", "configMap", Map.of("name", "changing")),
            mount("v", "/all"),
            mount("v", "/one", "subPath", "key")));
    tryApply(map.replace("TEXT", "new")).ok();
    awaitSh("web", "test \"$(cat /all/key)\" = new");
    assertThat(sh("web", "cat /one")).isEqualTo("old");
  }
}
