package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** postStart and preStop. Upstream: test/e2e/common/node/lifecycle_hook.go. */
class HooksTest extends PodTest {
  /** Writes down that it was asked to end, and does. */
  private static final String UP = "trap 'echo TERM; exit 0' TERM; sleep 1000 & wait";

  /** Says something in the container's log. */
  private static Map<String, Object> say(String what) {
    return Checks.exec("echo " + what + " >/proc/1/fd/1");
  }

  private static Manifest web(Map<String, Object> lifecycle) {
    return Manifest.pod("web").backOff("0", "0").script("one", UP).with("lifecycle", lifecycle);
  }

  /** Deletes the pod, and gives what its container wrote. */
  private List<String> logUntilDeleted(String... options) throws Exception {
    Path out = root.resolve("follow.out");
    Process follow = background(out, "logs", "-f", "web", "-c", "one");
    try {
      beanpod.run("exec", "web", "-c", "one", "--", "sh", "-c", "echo followed >/proc/1/fd/1").ok();
      awaitText(out, "followed\n");
      String[] words = new String[options.length + 3];
      System.arraycopy(new String[] {"delete", "pod", "web"}, 0, words, 0, 3);
      System.arraycopy(options, 0, words, 3, options.length);
      beanpod.run(words).ok();
      follow.waitFor();
    } finally {
      follow.destroyForcibly();
    }
    return text(out).lines().filter(line -> !line.equals("followed")).toList();
  }

  @Test
  void anExecPostStartRunsAfterTheStart() {
    apply(web(Checks.postStart(say("hooked"))));
    awaitLog("web", "one", "hooked");
    await("web", "ready", s -> s.condition("Ready").equals("True"));
  }

  @Test
  void anHttpPostStartIsRequestedOnceWhateverTheAnswer() throws IOException {
    try (WebServer server = new WebServer()) {
      server.answer("/started", 500);
      apply(web(Checks.postStart(server.get("/started"))).spec("hostNetwork", true));
      await("web", "ready", s -> s.condition("Ready").equals("True"));
      assertThat(server.requests()).containsExactly("/started kube-lifecycle/1.35 yes");
    }
  }

  @Test
  void theNextContainerWaitsForIt() {
    apply(
        web(Checks.postStart(Checks.exec("until [ -e /dev/shm/go ]; do sleep 0.02; done")))
            .script("two", "exec sleep 1000"));
    Status status = await("web", "one is there", s -> !s.container("one").isEmpty());
    assertThat(status.is("two", "running")).isFalse();
    assertThat(status.waits("one")).isEqualTo("ContainerCreating");
    awaitSh("web", "touch /dev/shm/go");
    await("web", "both run", s -> s.is("one", "running") && s.is("two", "running"));
  }

  @Test
  void aPostStartThatFailsIsARestart() {
    apply(
        web(
            Checks.postStart(
                Checks.exec("[ -e /dev/shm/again ] || { touch /dev/shm/again; exit 7; }"))));
    Status status =
        await("web", "a restart", s -> s.restarts("one") == 1 && s.is("one", "running"));
    assertThat(status.last("one")).containsEntry("exitCode", 0L);
    assertThat(events())
        .containsSubsequence(
            "FailedPostStartHook spec.containers{one}: PostStartHook failed",
            "Killing spec.containers{one}: FailedPostStartHook");
  }

  @Test
  void anExecPreStopRunsBeforeTheSignal() throws Exception {
    apply(web(Checks.preStop(say("hooked"))));
    assertThat(logUntilDeleted()).containsExactly("hooked", "TERM");
  }

  @Test
  void anHttpPreStopIsRequestedBeforeTheSignal() throws IOException {
    try (WebServer server = new WebServer()) {
      apply(web(Checks.preStop(server.get("/stopping"))).spec("hostNetwork", true));
      beanpod.run("delete", "pod", "web").ok();
      assertThat(server.requests()).containsExactly("/stopping kube-lifecycle/1.35 yes");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aPreStopThatSleepsIsNoFailure(int seconds) throws Exception {
    apply(web(Checks.preStop(Checks.sleep(seconds))));
    assertThat(logUntilDeleted()).containsExactly("TERM");
    assertThat(events()).noneMatch(line -> line.startsWith("FailedPreStopHook"));
  }

  @Test
  void aPreStopThatFailsKeepsNothingFromEnding() throws Exception {
    apply(web(Checks.preStop(Checks.exec("exit 7"))));
    assertThat(logUntilDeleted()).containsExactly("TERM");
    assertThat(events())
        .containsSubsequence(
            "Killing spec.containers{one}: Stopping container one",
            "FailedPreStopHook spec.containers{one}: PreStopHook failed");
  }

  @Test
  void aPreStopThatUsesUpTheGracePeriodLeavesALittle() throws Exception {
    apply(
        web(Checks.preStop(Checks.exec("exec sleep 1000")))
            .spec("terminationGracePeriodSeconds", 1));
    assertThat(logUntilDeleted()).containsExactly("TERM");
  }

  @Test
  void aShorterGracePeriodLaterCountsToo() throws Exception {
    apply(
        web(Checks.preStop(Checks.exec("exec sleep 1000")))
            .spec("terminationGracePeriodSeconds", 3600));
    await("web", "runs", s -> s.is("one", "running"));
    Process slow = beanpod.start("delete", "pod", "web");
    awaitEvent("Stopping container one");
    beanpod.run("delete", "pod", "web", "--grace-period=1").ok();
    Beanpod.finish(List.of("delete"), slow, new byte[0]);
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void aForcedDeleteRunsNoHook() throws Exception {
    apply(web(Checks.preStop(say("hooked"))));
    assertThat(logUntilDeleted("--force")).isEmpty();
  }

  @Test
  void aContainerThatEndsByItselfHasNoPreStop() throws IOException {
    try (WebServer server = new WebServer()) {
      apply(
          Manifest.pod("web")
              .spec("hostNetwork", true)
              .spec("restartPolicy", "Never")
              .script("one", "exit 0")
              .with("lifecycle", Checks.preStop(server.get("/stopping"))));
      awaitPhase("web", "Succeeded");
      beanpod.run("delete", "pod", "web").ok();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aRestartForAFailedProbeHasPreStop() {
    apply(
        web(Checks.preStop(Checks.exec("touch /dev/shm/hooked")))
            .with("livenessProbe", Checks.probe(Checks.exec("[ -e /dev/shm/hooked ]"))));
    await("web", "a restart", s -> s.restarts("one") == 1 && s.is("one", "running"));
  }

  @Test
  void theStopSignalMayBeAnotherOne() throws Exception {
    apply(
        Manifest.pod("web")
            .spec("os", Map.of("name", "linux")) // without which the API server takes no signal
            .script("one", "trap 'echo USR1; exit 0' USR1; sleep 1000 & wait")
            .with("lifecycle", Map.of("stopSignal", "SIGUSR1")));
    assertThat(logUntilDeleted()).containsExactly("USR1");
  }
}
