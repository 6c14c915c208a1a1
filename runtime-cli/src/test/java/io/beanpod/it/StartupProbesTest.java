package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Startup probes, and what waits for them. Upstream: test/e2e/common/node/container_probe.go. */
class StartupProbesTest extends PodTest {
  private static final String UP = "trap 'exit 0' TERM; sleep 1000 & wait";
  private static final Map<String, Object> UP_FILE = Checks.exec("cat /tmp/up");

  private static Manifest web() {
    return Manifest.pod("web")
        .backOff("0", "0")
        .spec("terminationGracePeriodSeconds", 1)
        .script("one", UP);
  }

  @Test
  void aStartThatFailsIsARestart() {
    apply(web().with("startupProbe", Checks.probe(UP_FILE, "failureThreshold", 2)));
    await("web", "a restart", s -> s.restarts("one") >= 1);
    assertThat(events())
        .contains( // in no order: the next start may have failed already
            "Unhealthy spec.containers{one}: Startup probe failed:"
                + " cat: can't open '/tmp/up': No such file or directory",
            "Killing spec.containers{one}: Container one failed startup probe, will be restarted");
  }

  @Test
  void theOtherProbesWaitForIt() {
    apply(
        web()
            .with("startupProbe", Checks.probe(UP_FILE, "failureThreshold", 1000))
            .with("livenessProbe", Checks.probe(Checks.exec("echo x >>/tmp/live")))
            .with("readinessProbe", Checks.probe(Checks.exec("echo x >>/tmp/asked"))));
    awaitEvent("Startup probe failed");
    sh("web", "[ ! -e /tmp/live ] && [ ! -e /tmp/asked ]");
    Status status = get("web");
    assertThat(status.started("one")).isFalse();
    assertThat(status.ready("one")).isFalse();
    assertThat(status.is("one", "running")).isTrue();
    sh("web", "touch /tmp/up");
    status = await("web", "ready", s -> s.ready("one"));
    assertThat(status.started("one")).isTrue();
    awaitSh("web", "[ -s /tmp/live ] && [ -s /tmp/asked ]");
    assertThat(get("web").restarts("one")).isZero();
  }

  @Test
  void livenessCountsFromThenOn() {
    apply(
        web()
            .with("startupProbe", Checks.probe(UP_FILE, "failureThreshold", 1000))
            .with("livenessProbe", Checks.probe(Checks.exec("false"))));
    awaitEvent("Startup probe failed");
    assertThat(get("web").restarts("one")).isZero();
    sh("web", "touch /tmp/up");
    await("web", "a restart", s -> s.restarts("one") == 1);
    awaitEvent("Container one failed liveness probe, will be restarted");
  }

  @Test
  void readyAsSoonAsItHasStartedWhateverTheReadinessPeriod() {
    apply(
        web()
            .with("startupProbe", Checks.probe(UP_FILE, "failureThreshold", 1000))
            .with("readinessProbe", Checks.probe(Checks.exec("true"), "periodSeconds", 86400)));
    awaitEvent("Startup probe failed");
    sh("web", "touch /tmp/up");
    await("web", "ready", s -> s.condition("Ready").equals("True"));
  }

  @Test
  void withoutReadinessProbeItIsReadyWhenItHasStarted() {
    apply(web().with("startupProbe", Checks.probe(UP_FILE, "failureThreshold", 1000)));
    awaitEvent("Startup probe failed");
    assertThat(get("web").condition("Ready")).isEqualTo("False");
    sh("web", "touch /tmp/up");
    await("web", "ready", s -> s.condition("Ready").equals("True") && s.started("one"));
  }

  @Test
  void everyStartStartsAnew() {
    apply(web().with("startupProbe", Checks.probe(UP_FILE, "failureThreshold", 1000)));
    awaitSh("web", "touch /tmp/up");
    await("web", "started", s -> s.started("one"));
    beanpod.other("kill", "-KILL", Long.toString(pid("web", "one"))).ok();
    Status status =
        await("web", "a restart", s -> s.restarts("one") == 1 && s.is("one", "running"));
    assertThat(status.started("one")).isFalse();
  }

  @Test
  void itsOwnGracePeriodComesBeforeThePods() {
    apply(
        Manifest.pod("web")
            .backOff("0", "0")
            .spec("terminationGracePeriodSeconds", 3600)
            .script("one", "trap '' TERM; touch /tmp/up; while :; do sleep 1; done")
            .with(
                "startupProbe",
                Checks.probe(Checks.exec("[ ! -e /tmp/up ]"), "terminationGracePeriodSeconds", 1)));
    Status status = await("web", "a restart", s -> s.restarts("one") >= 1);
    assertThat(status.last("one")).containsEntry("exitCode", 137L);
  }
}
