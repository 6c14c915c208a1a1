package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code apply} of what is there already. */
class ApplyAgainTest extends PodTest {

  private static Manifest web() {
    return Manifest.pod("web").label("app", "blue").container("one", "sleep", "1000");
  }

  @Test
  void unchangedIsNotTouched() {
    assertThat(apply(web())).isEqualTo("pod/web created\n");
    long one = pid("web", "one");
    assertThat(apply(web())).isEqualTo("pod/web unchanged\n");
    assertThat(pid("web", "one")).isEqualTo(one);
  }

  @Test
  void labelsMayChange() {
    apply(web());
    long one = pid("web", "one");
    String uid = beanpod.run("get", "pod", "web", "-o", "json").ok();
    assertThat(apply(web().label("app", "red"))).isEqualTo("pod/web configured\n");
    assertThat(beanpod.run("get", "pods", "-l", "app=red", "-o", "name").ok())
        .isEqualTo("pod/web\n");
    assertThat(beanpod.run("get", "pods", "-l", "app=blue", "-o", "name").ok()).isEmpty();
    assertThat(pid("web", "one")).isEqualTo(one);
    assertThat(uid).contains("\"app\": \"blue\"");
    // The change lasts when the pause writes the status again.
    beanpod.other("kill", "-KILL", Long.toString(one)).ok();
    nextPid("web", "one", one);
    assertThat(beanpod.run("get", "pods", "-l", "app=red", "-o", "name").ok())
        .isEqualTo("pod/web\n");
  }

  @Test
  void theRestMayNot() {
    apply(web());
    String before = beanpod.run("get", "pod", "web", "-o", "json").ok();
    String json = web().json();
    assertThat(tryApply(json.replace("1000", "2000")).oneLine())
        .contains("pod/web")
        .contains("spec.containers[0].command");
    assertThat(tryApply(web().spec("hostNetwork", true).json()).oneLine())
        .contains("spec.hostNetwork");
    assertThat(tryApply(web().container("two", "true").json()).oneLine())
        .contains("spec.containers");
    assertThat(beanpod.run("get", "pod", "web", "-o", "json").ok()).isEqualTo(before);
  }

  @Test
  void aDirectoryAndAList() throws IOException {
    Path directory = Files.createDirectory(root.resolve("manifests"));
    Files.writeString(directory.resolve("a.yaml"), web().json());
    Files.writeString(
        directory.resolve("b.json"),
        "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":["
            + Manifest.pod("db").container("one", "sleep", "1000").json()
            + "]}");
    Files.writeString(directory.resolve("README"), "no manifest");
    assertThat(beanpod.run("apply", "-f", directory.toString()).ok())
        .isEqualTo("pod/web created\npod/db created\n");
    assertThat(beanpod.run("get", "pods", "-o", "name").ok()).isEqualTo("pod/db\npod/web\n");
  }

  @Test
  void whatGetPrintsCanBeApplied() {
    apply(web());
    String yaml = beanpod.run("get", "pod", "web", "-o", "yaml").ok();
    assertThat(tryApply(yaml).ok()).isEqualTo("pod/web unchanged\n");
    beanpod.run("delete", "pod", "web", "--force").ok();
    assertThat(tryApply(yaml).ok()).isEqualTo("pod/web created\n");
    assertThat(get("web").phase()).isEqualTo("Running");
  }
}
