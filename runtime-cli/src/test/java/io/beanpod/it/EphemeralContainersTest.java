package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import org.junit.jupiter.api.Test;

/** {@code debug}. Upstream: test/e2e/common/node/ephemeral_containers.go. */
class EphemeralContainersTest extends PodTest {

  private void launch() {
    apply(Manifest.pod("web").script("one", "sleep 4321 & exec sleep 1000"));
    await("web", "ready", s -> s.condition("Ready").equals("True"));
  }

  private Ran debug(String name, String... command) {
    String[] words = new String[command.length + 7];
    String[] first = {"debug", "web", "-q", "--image=busybox", "-c", name, "--"};
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(command, 0, words, first.length, command.length);
    return beanpod.run(words);
  }

  @Test
  void oneMoreContainerRunsInTheRunningPod() {
    launch();
    long one = pid("web", "one");
    debug("tools", "sh", "-c", "echo there; exec sleep 1000").ok();
    Status status = await("web", "it runs", s -> s.is("tools", "running"));
    awaitLog("web", "tools", "there");
    assertThat(pid("web", "one")).isEqualTo(one);
    assertThat(status.condition("Ready")).isEqualTo("True");
    assertThat(Json.at(status.pod(), "spec", "ephemeralContainers").toString())
        .contains("tools")
        .contains("busybox");
    assertThat(beanpod.run("exec", "web", "-c", "tools", "--", "echo", "x").ok()).isEqualTo("x\n");
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +1/1 +Running ");
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("Ephemeral Containers:\n  tools:\n");
  }

  @Test
  void aSecondOneCanBeAddedLater() {
    launch();
    debug("first", "sleep", "1000").ok();
    await("web", "the first runs", s -> s.is("first", "running"));
    debug("second", "sleep", "1000").ok();
    Status status = await("web", "the second runs", s -> s.is("second", "running"));
    assertThat(status.is("first", "running")).isTrue();
    assertThat(Json.list(Json.at(status.pod(), "spec", "ephemeralContainers"))).hasSize(2);
    assertThat(debug("second", "true").oneLine()).contains("second");
  }

  @Test
  void oneThatHasEndedStaysSo() {
    launch();
    debug("once", "sh", "-c", "exit 3").ok();
    Status status = await("web", "it ends", s -> s.is("once", "terminated"));
    assertThat(status.state("once", "terminated")).containsEntry("exitCode", 3L);
    assertThat(status.restarts("once")).isZero();
    assertThat(status.phase()).isEqualTo("Running");
    assertThat(status.condition("Ready")).isEqualTo("True");
    assertThat(events()).contains("Started spec.ephemeralContainers{once}: Started container once");
  }

  @Test
  void withATargetItSeesThatOnesProcessesAndWithoutItsOwn() {
    launch();
    Ran seeing =
        beanpod.run(
            "debug", "web", "-q", "--image=busybox", "--target=one", "--attach", "--", "ps");
    assertThat(seeing.ok()).contains("sleep 4321").containsPattern(" 1 .*sleep 1000");
    Ran alone = beanpod.run("debug", "web", "-q", "--image=busybox", "--attach", "--", "ps");
    assertThat(alone.ok()).doesNotContain("sleep 4321");
  }

  @Test
  void aTargetThatIsNotThereIsRefused() {
    launch();
    assertThat(
            beanpod.run("debug", "web", "--image=busybox", "--target=two", "--", "true").oneLine())
        .contains("two");
  }

  @Test
  void thePodsEndIsTheirEnd() {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .spec("terminationGracePeriodSeconds", 1)
            .script("one", "until [ -e /go ]; do sleep 0.02; done"));
    await("web", "ready", s -> s.condition("Ready").equals("True"));
    debug("tools", "sleep", "1000").ok();
    await("web", "it runs", s -> s.is("tools", "running"));
    beanpod.run("exec", "web", "-c", "one", "--", "touch", "/go").ok();
    Status status = awaitPhase("web", "Succeeded");
    assertThat(status.is("tools", "terminated")).isTrue();
    assertThat(debug("late", "true").oneLine()).contains("web");
  }
}
