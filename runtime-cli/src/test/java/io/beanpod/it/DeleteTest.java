package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ways a pod ends on request. */
class DeleteTest extends PodTest {
  private static final String DEAF = "trap '' TERM; echo ready; while :; do sleep 0.02; done";

  private static Manifest pod(String name, String script) {
    return Manifest.pod(name).script("one", script);
  }

  @Test
  @Tag("cgroup")
  void containersAreAskedFirst() throws IOException {
    apply(pod("web", "trap 'echo stopped; exit 0' TERM; echo ready; while :; do sleep 0.02; done"));
    List<String> command = beanpod.command("logs", "-f", "web");
    Process follow = beanpod.start("logs", "-f", "web");
    byte[] ready = follow.getInputStream().readNBytes("ready\n".length());
    assertThat(new String(ready, StandardCharsets.UTF_8)).isEqualTo("ready\n");
    assertThat(beanpod.run("delete", "pod", "web").ok()).isEqualTo("pod \"web\" deleted\n");
    assertThat(Beanpod.finish(command, follow, new byte[0]).out()).isEqualTo("stopped\n");
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void whoDoesNotListenIsKilledWhenTheGracePeriodIsOver() {
    apply(pod("web", DEAF));
    awaitLog("web", "one", "ready");
    beanpod.run("delete", "pod", "web", "--grace-period", "1").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void theSpecsGracePeriodHolds() {
    apply(pod("web", DEAF).spec("terminationGracePeriodSeconds", 1L));
    awaitLog("web", "one", "ready");
    beanpod.run("delete", "pod", "web").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  @Tag("cgroup")
  void forceAsksNobody() {
    apply(pod("web", DEAF));
    assertThat(beanpod.run("delete", "pod", "web", "--force").ok()).contains("pod \"web\"");
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void withoutWaitingItIsShownUntilItIsGone() {
    apply(pod("web", DEAF));
    awaitLog("web", "one", "ready");
    beanpod.run("delete", "pod", "web", "--wait=false").ok();
    Status status = get("web");
    assertThat(Json.string(Json.at(status.pod(), "metadata", "deletionTimestamp"))).isNotEmpty();
    assertThat(Json.at(status.pod(), "metadata", "deletionGracePeriodSeconds")).isEqualTo(30L);
    assertThat(beanpod.run("get", "pods").ok()).contains("Terminating");
    assertThat(tryApply(pod("web", DEAF).json()).oneLine()).contains("being deleted");
    // A second request may shorten the time that is left.
    beanpod.run("delete", "pod", "web", "--now", "--wait=false").ok();
    Await.until(
        "the pod is gone", () -> file("web", "pod.json").isEmpty(), () -> file("web", "pod.json"));
    assertThat(beanpod.run("get", "pod", "web").oneLine()).contains("not found");
  }

  @Test
  void aSecondRequestDoesNotLengthenTheTime() {
    apply(pod("web", DEAF));
    awaitLog("web", "one", "ready");
    beanpod.run("delete", "pod", "web", "--now", "--wait=false").ok();
    beanpod.run("delete", "pod", "web", "--grace-period", "3600", "--ignore-not-found").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void thePodsOfAFile() throws IOException {
    Manifest one = pod("one", "exec sleep 1000");
    Manifest two = pod("two", "exec sleep 1000");
    Path file =
        Files.writeString(root.resolve("two.yaml"), "---\n" + one.json() + "\n---\n" + two.json());
    beanpod.run("apply", "-f", file.toString()).ok();
    apply(pod("three", "exec sleep 1000"));
    assertThat(beanpod.run("delete", "-f", file.toString(), "--now").ok())
        .contains("pod \"one\"", "pod \"two\"");
    assertThat(beanpod.run("get", "pods", "-o", "name").ok()).isEqualTo("pod/three\n");
  }

  @Test
  void allOrByLabel() {
    apply(pod("one", "exec sleep 1000").label("app", "red"));
    apply(pod("two", "exec sleep 1000").label("app", "blue"));
    beanpod.run("delete", "pods", "-l", "app=red", "--now").ok();
    assertThat(beanpod.run("get", "pods", "-o", "name").ok()).isEqualTo("pod/two\n");
    beanpod.run("delete", "pods", "--all", "--now").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void anUnknownPod() {
    assertThat(beanpod.run("delete", "pod", "web").oneLine()).contains("\"web\"", "not found");
    assertThat(beanpod.run("delete", "pod", "web", "--ignore-not-found").status()).isZero();
    apply(pod("web", "exec sleep 1000"));
    Ran ran = beanpod.run("delete", "pod", "nobody", "web", "--now");
    assertThat(ran.oneLine()).contains("nobody");
    assertThat(leaks.found()).as("the known one is deleted all the same").isEmpty();
  }

  @Test
  void aPodThatWaitsForItsNextStart() {
    apply(pod("web", "exit 1"));
    await("web", "it waits", s -> s.restarts("one") == 1 && s.is("one", "waiting"));
    beanpod.run("delete", "pod", "web").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void aPodThatHasEnded() {
    apply(pod("web", "exit 0").spec("restartPolicy", "Never"));
    awaitPhase("web", "Succeeded");
    beanpod.run("delete", "pod", "web").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  @Tag("cgroup")
  void aStoppedProcessIsKilled() {
    apply(pod("web", DEAF));
    beanpod.other("kill", "-STOP", Long.toString(pid("web", "one"))).ok();
    beanpod.run("delete", "pod", "web", "--now").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  @Tag("cgroup")
  void aStoppedPauseIsKilledByForce() {
    apply(pod("web", DEAF));
    beanpod.other("kill", "-STOP", Long.toString(pause("web"))).ok();
    beanpod.run("delete", "pod", "web", "--force").ok();
    assertThat(leaks.found()).isEmpty();
  }
}
