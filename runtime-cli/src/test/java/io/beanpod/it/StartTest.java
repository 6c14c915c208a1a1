package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import io.beanpod.pod.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code start}: what a reboot ended comes back. */
class StartTest extends PodTest {

  private static Manifest sleeper(String name, String policy) {
    return Manifest.pod(name).spec("restartPolicy", policy).container("one", "sleep", "1000");
  }

  private String uid(String pod) {
    return Json.string(Json.at(get(pod).pod(), "metadata", "uid"));
  }

  /** As the machine's end does it: every process is gone, and what lay in memory. */
  private void reboot(String... running) throws IOException {
    for (String pod : running) {
      long pause = pause(pod);
      beanpod.other("kill", "-KILL", Long.toString(pause)).ok();
      Await.until("the pause ends", () -> !Proc.alive(pause), () -> leaks.found());
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(root.resolve("run/netns"))) {
      for (Path name : names) {
        beanpod.other("umount", name.toString()).ok();
        Files.delete(name);
      }
    }
    Trees.delete(root.resolve("run/beanpod"));
  }

  @Test
  @Tag("cgroup")
  void podsComeBackByTheirPolicyWithNewUids() throws IOException {
    apply(sleeper("always", "Always").label("app", "x"));
    apply(sleeper("onfailure", "OnFailure"));
    apply(sleeper("never", "Never"));
    apply(Manifest.pod("over").spec("restartPolicy", "OnFailure").script("one", "exit 0"));
    awaitPhase("over", "Succeeded");
    String before = uid("always");
    Path kept = root.resolve("var/lib/beanpod/pods").resolve(before).resolve("pod.json");
    assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);
    reboot("always", "onfailure", "never");
    assertThat(beanpod.run("get", "pods", "-o", "name").ok()).isEmpty();
    beanpod.run("delete", "pods", "--all").ok(); // its garbage collection spares them

    Ran ran = beanpod.run("start", "--all");
    assertThat(ran.ok()).isEqualTo("pod/always started\npod/onfailure started\n");
    assertThat(ran.err()).isEqualTo("pod/never: not started again: its restartPolicy is Never\n");
    assertThat(beanpod.run("get", "pods", "-o", "name").ok())
        .isEqualTo("pod/always\npod/onfailure\n");
    assertThat(uid("always")).isNotEqualTo(before);
    assertThat(Json.at(get("always").pod(), "metadata", "labels", "app")).isEqualTo("x");
    assertThat(kept).doesNotExist();
    assertThat(leaks.found()).noneMatch(line -> line.contains(before));

    String after = uid("always");
    assertThat(beanpod.run("start", "--all").ok()).isEmpty();
    assertThat(uid("always")).isEqualTo(after);
    assertThat(beanpod.run("start", "always").ok()).isEqualTo("pod/always runs already\n");
  }

  @Test
  void whatWasDeletedOrAppliedAnewStaysSo() throws IOException {
    apply(sleeper("gone", "Always"));
    apply(sleeper("web", "Always"));
    beanpod.run("delete", "pod", "gone", "--now").ok();
    reboot("web");
    apply(sleeper("web", "Always"));
    String uid = uid("web");
    assertThat(beanpod.run("start", "--all").ok()).isEmpty();
    assertThat(uid("web")).isEqualTo(uid);
    try (DirectoryStream<Path> data =
        Files.newDirectoryStream(root.resolve("var/lib/beanpod/pods"))) {
      assertThat(data).extracting(path -> path.getFileName().toString()).containsExactly(uid);
    }
  }

  @Test
  void aPauseThatWasKilledIsNoReboot() {
    apply(sleeper("web", "Always"));
    long pause = pause("web");
    beanpod.other("kill", "-KILL", Long.toString(pause)).ok();
    Await.until("the pause ends", () -> !Proc.alive(pause), () -> leaks.found());
    assertThat(beanpod.run("start", "--all").ok()).isEmpty();
    assertThat(get("web").phase()).isEqualTo("Failed");
    assertThat(beanpod.run("start", "web").ok()).isEqualTo("pod/web started\n");
    await("web", "it runs", status -> status.is("one", "running"));
    assertThat(beanpod.run("start", "nope").oneLine()).contains("pods \"nope\" not found");
  }

  /** What it had in an ephemeral volume waits with it. */
  @Test
  void aPodWhosePortIsTakenIsStartedWithItsDataWhenThatIsFree() throws IOException {
    List<Object> ports = List.of(Map.of("containerPort", 80L, "hostPort", 18084L));
    Map<String, Object> spec =
        Map.of(
            "accessModes",
            List.of("ReadWriteOnce"),
            "resources",
            Map.of("requests", Map.of("storage", "1Mi")));
    apply(
        sleeper("web", "Always")
            .with("ports", ports)
            .with("volumeMounts", List.of(VolumesTest.mount("v", "/v")))
            .spec(
                "volumes",
                List.of(
                    VolumesTest.volume(
                        "v", "ephemeral", Map.of("volumeClaimTemplate", Map.of("spec", spec))))));
    sh("web", "echo kept >/v/file");
    reboot("web");
    apply(sleeper("thief", "Always").with("ports", ports));
    assertThat(beanpod.run("start", "web").err()).contains("hostPort 18084/TCP is taken");
    beanpod.run("gc").ok();
    beanpod.run("delete", "pod", "thief", "--now").ok();
    assertThat(beanpod.run("start", "web").ok()).isEqualTo("pod/web started\n");
    awaitSh("web", "test \"$(cat /v/file)\" = kept");
    beanpod.run("delete", "pod", "web", "--now").ok();
    assertThat(beanpod.run("get", "pvc,pv").out()).isEmpty();
  }

  @Test
  void severalAtOnceStartEachPodOnce() throws IOException {
    apply(sleeper("web", "Always"));
    reboot("web");
    List<String> command = beanpod.command("start", "--all");
    Process one = beanpod.start("start", "--all");
    Process two = beanpod.start("start", "--all");
    String both =
        Beanpod.finish(command, one, new byte[0]).ok()
            + Beanpod.finish(command, two, new byte[0]).ok();
    assertThat(both).isEqualTo("pod/web started\n");
  }
}
