package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Liveness and readiness by exec. Upstream: test/e2e/common/node/container_probe.go. */
class ProbesTest extends PodTest {
  /** Ends at once when it is asked to. */
  private static final String UP = "touch /tmp/ok; trap 'exit 0' TERM; sleep 1000 & wait";

  private static final Map<String, Object> OK = Checks.exec("cat /tmp/ok");

  /** What liveness asks for: the first time it may be before the container has done anything. */
  private static final Map<String, Object> NOT_BAD =
      Checks.exec("[ ! -e /tmp/bad ] || { echo it is bad; exit 1; }");

  private static Manifest web(String script) {
    return Manifest.pod("web")
        .backOff("0", "0")
        .spec("terminationGracePeriodSeconds", 1)
        .script("one", script);
  }

  private static Instant time(Object text) {
    return Instant.parse((String) text);
  }

  @Test
  void readinessComesNoSoonerThanItsInitialDelay() {
    apply(web(UP).with("readinessProbe", Checks.probe(OK, "initialDelaySeconds", 2)));
    Status status = await("web", "ready", s -> s.condition("Ready").equals("True"));
    Instant started = time(status.state("one", "running").get("startedAt"));
    assertThat(Duration.between(started, time(status.condition("Ready", "lastTransitionTime"))))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(status.restarts("one")).isZero();
    assertThat(events()).noneMatch(line -> line.startsWith("Unhealthy"));
  }

  @Test
  void aContainerThatIsNeverReadyIsNotRestarted() {
    apply(
        web(UP)
            .with(
                "readinessProbe",
                Checks.probe(Checks.exec("echo x >>/tmp/asked; echo no; false"))));
    awaitSh("web", "[ $(wc -l </tmp/asked) -ge 2 ]");
    Status status = get("web");
    assertThat(status.condition("Ready")).isEqualTo("False");
    assertThat(status.condition("Ready", "reason")).isEqualTo("ContainersNotReady");
    assertThat(status.started("one")).isTrue();
    assertThat(status.ready("one")).isFalse();
    assertThat(status.restarts("one")).isZero();
    assertThat(events())
        .contains("Unhealthy spec.containers{one}: Readiness probe failed: no")
        .noneMatch(line -> line.startsWith("Killing"));
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +0/1 +Running +0 ");
  }

  @Test
  void readinessComesAndGoes() {
    apply(web(UP).with("readinessProbe", Checks.probe(OK)));
    await("web", "ready", s -> s.ready("one"));
    sh("web", "rm /tmp/ok");
    await("web", "not ready", s -> s.condition("Ready").equals("False"));
    sh("web", "touch /tmp/ok");
    Status status = await("web", "ready again", s -> s.condition("Ready").equals("True"));
    assertThat(status.restarts("one")).isZero();
  }

  @Test
  void aContainerThatIsNoLongerAliveIsRestarted() {
    apply(web(UP).with("livenessProbe", Checks.probe(NOT_BAD)));
    awaitSh("web", "[ -e /tmp/ok ] && touch /tmp/bad");
    Status status =
        await("web", "a restart", s -> s.restarts("one") == 1 && s.is("one", "running"));
    assertThat(status.last("one"))
        .containsEntry("exitCode", 0L)
        .containsEntry("reason", "Completed");
    assertThat(events())
        .containsSubsequence(
            "Unhealthy spec.containers{one}: Liveness probe failed: it is bad",
            "Killing spec.containers{one}:"
                + " Container one failed liveness probe, will be restarted");
  }

  @Test
  void aContainerThatStaysAliveIsNotRestarted() {
    apply(web(UP).with("livenessProbe", Checks.probe(Checks.exec("echo x >>/tmp/asked"))));
    awaitSh("web", "[ $(wc -l </tmp/asked) -ge 3 ]");
    assertThat(get("web").restarts("one")).isZero();
    assertThat(events()).noneMatch(line -> line.startsWith("Unhealthy"));
  }

  @Test
  void theRestartCountOnlyGrows() {
    apply(web(UP).with("livenessProbe", Checks.probe(Checks.exec("false"))));
    long before = 0;
    while (before < 5) {
      long seen = before;
      long now = await("web", "more restarts", s -> s.restarts("one") > seen).restarts("one");
      assertThat(now).isGreaterThan(before);
      before = now;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Never", "OnFailure"})
  void livenessUnderOtherPolicies(String policy) {
    apply(
        web("trap 'exit 0' TERM; sleep 1000 & wait")
            .spec("restartPolicy", policy)
            .with("livenessProbe", Checks.probe(Checks.exec("[ -e /dev/shm/again ]"))));
    if (policy.equals("Never")) {
      assertThat(awaitPhase("web", "Succeeded").state("one", "terminated"))
          .containsEntry("exitCode", 0L);
      assertThat(events())
          .contains("Killing spec.containers{one}: Container one failed liveness probe");
    } else {
      // It ended with 0, which is no failure by itself: that the probe failed is one.
      await("web", "a restart", s -> s.restarts("one") > 0);
    }
  }

  @Test
  void aCommandOverItsTimeIsAFailureAndIsEnded() {
    apply(
        web(UP)
            .with(
                "livenessProbe",
                Checks.probe(Checks.exec("sleep 5151 & sleep 5152"), "timeoutSeconds", 1)));
    Status status = await("web", "a restart", s -> s.restarts("one") == 1);
    assertThat(status.last("one")).containsEntry("reason", "Completed");
    assertThat(events())
        .anyMatch(
            line ->
                line.startsWith("Unhealthy spec.containers{one}: Liveness probe failed: command")
                    && line.endsWith("timed out after 1s"));
  }

  @Test
  void aFailureThatTakesLongerThanTheTimeoutIsATimeout() {
    apply(
        web(UP)
            .with(
                "readinessProbe",
                Checks.probe(
                    Checks.exec("sleep 5151; echo never seen; exit 1"), "periodSeconds", 600)));
    awaitEvent("timed out after 1s");
    Await.until(
        "nothing of the command is left",
        () -> leaks.found().stream().noneMatch(line -> line.contains("never seen")),
        leaks::found);
    assertThat(get("web").restarts("one")).isZero();
    assertThat(events()).noneMatch(line -> line.contains("probe failed: never seen"));
  }

  @Test
  void aProbesGracePeriodComesBeforeThePods() {
    apply(
        Manifest.pod("web")
            .backOff("0", "0")
            .spec("terminationGracePeriodSeconds", 3600)
            .script("one", "trap '' TERM; touch /tmp/up; while :; do sleep 1; done")
            .with(
                "livenessProbe",
                Checks.probe(Checks.exec("[ ! -e /tmp/up ]"), "terminationGracePeriodSeconds", 1)));
    Status status = await("web", "a restart", s -> s.restarts("one") >= 1);
    assertThat(status.last("one")).containsEntry("exitCode", 137L).containsEntry("reason", "Error");
  }

  @Test
  void whileItTerminatesAContainerIsAskedForReadinessOnly() throws Exception {
    apply(
        web("trap 'rm /tmp/ok; touch /tmp/bad' TERM; touch /tmp/ok;"
                + " while [ ! -e /go ]; do sleep 0.05; done")
            .spec("terminationGracePeriodSeconds", 3600)
            .with("livenessProbe", Checks.probe(NOT_BAD))
            .with("readinessProbe", Checks.probe(OK)));
    await("web", "ready", s -> s.ready("one"));
    Process delete = beanpod.start("delete", "pod", "web");
    Status status = await("web", "not ready", s -> s.condition("Ready").equals("False"));
    assertThat(status.is("one", "running")).isTrue();
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +0/1 +Terminating ");
    sh("web", "touch /go");
    Beanpod.finish(List.of("delete"), delete, new byte[0]).ok();
    assertThat(events())
        .anyMatch(line -> line.contains("Readiness probe failed"))
        .noneMatch(line -> line.contains("Liveness probe failed"));
  }

  @Test
  void manyProbesAtOnce() {
    Manifest pod = Manifest.pod("web");
    for (int i = 0; i < 8; i++) {
      pod.script("c" + i, UP)
          .with("startupProbe", Checks.probe(OK, "failureThreshold", 30))
          .with("livenessProbe", Checks.probe(NOT_BAD))
          .with("readinessProbe", Checks.probe(OK));
    }
    apply(pod);
    Status status = await("web", "ready", s -> s.condition("Ready").equals("True"));
    assertThat(status.restarts("c7")).isZero();
  }
}
