package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Init containers with {@code restartPolicy: Always}. Upstream:
 * test/e2e_node/container_lifecycle_test.go.
 */
class SidecarsTest extends PodTest {
  private static final String SLEEP = "exec sleep 1000";
  private static final Map<String, Object> UP = Checks.exec("[ -e /tmp/up ]");

  /** Leaves its name in memory that the pod shares, when it starts and when it has to end. */
  private static String named(String name) {
    return "echo +"
        + name
        + " >>/dev/shm/order; trap 'echo -"
        + name
        + " >>/dev/shm/order; exit 0' TERM; touch /tmp/up; sleep 1000 & wait";
  }

  @Test
  void theyStartInOrderAndRunOn() {
    apply(
        Manifest.pod("web")
            .sidecar("side1", named("side1"))
            .with("startupProbe", Checks.probe(UP, "failureThreshold", 30))
            .init("init", "echo init >>/dev/shm/order")
            .sidecar("side2", named("side2"))
            .with("startupProbe", Checks.probe(UP, "failureThreshold", 30))
            .script("one", "cat /dev/shm/order; " + SLEEP));
    Status status = await("web", "ready", s -> s.condition("Ready").equals("True"));
    awaitLog("web", "one", "+side2");
    assertThat(beanpod.run("logs", "web", "-c", "one").ok()).isEqualTo("+side1\ninit\n+side2\n");
    assertThat(status.is("side1", "running")).isTrue();
    assertThat(status.started("side1")).isTrue();
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +3/3 +Running +0 ");
  }

  @Test
  void whatComesAfterOneWaitsForItsStartupProbe() {
    apply(
        Manifest.pod("web")
            .sidecar("side", "exec sleep 1000")
            .with("startupProbe", Checks.probe(UP, "failureThreshold", 1000))
            .script("one", SLEEP));
    awaitEvent("Unhealthy spec.initContainers{side}: Startup probe failed");
    Status status = get("web");
    assertThat(status.phase()).isEqualTo("Pending");
    assertThat(status.waits("one")).isEqualTo("PodInitializing");
    assertThat(status.condition("Initialized")).isEqualTo("False");
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +0/2 +Init:0/1 +0 ");
    beanpod.run("exec", "web", "-c", "side", "--", "touch", "/tmp/up").ok();
    await("web", "ready", s -> s.condition("Ready").equals("True"));
  }

  @Test
  void oneThatEndsIsStartedAgainByItself() {
    apply(
        Manifest.pod("web")
            .backOff("0", "0")
            .spec("restartPolicy", "Never")
            .sidecar("side", "exec sleep 1000")
            .script("one", SLEEP));
    await("web", "ready", s -> s.condition("Ready").equals("True"));
    long one = pid("web", "one");
    beanpod.other("kill", "-KILL", Long.toString(pid("web", "side"))).ok();
    Status status =
        await("web", "a restart", s -> s.restarts("side") == 1 && s.is("side", "running"));
    assertThat(status.last("side")).containsEntry("exitCode", 137L);
    assertThat(status.restarts("one")).isZero();
    assertThat(pid("web", "one")).isEqualTo(one);
  }

  @Test
  void itsReadinessIsThePods() {
    apply(
        Manifest.pod("web")
            .sidecar("side", SLEEP)
            .with("readinessProbe", Checks.probe(UP))
            .script("one", SLEEP));
    Status status = await("web", "one is ready", s -> s.ready("one"));
    assertThat(status.condition("Ready")).isEqualTo("False");
    assertThat(status.condition("ContainersReady", "message"))
        .isEqualTo("containers with unready status: [side]");
    beanpod.run("exec", "web", "-c", "side", "--", "touch", "/tmp/up").ok();
    await("web", "ready", s -> s.condition("Ready").equals("True"));
  }

  @Test
  void itsLivenessIsItsOwn() {
    apply(
        Manifest.pod("web")
            .backOff("0", "0")
            .sidecar("side", named("side"))
            .with("livenessProbe", Checks.probe(Checks.exec("[ $(wc -l </dev/shm/order) -gt 1 ]")))
            .script("one", SLEEP));
    Status status =
        await("web", "a restart", s -> s.restarts("side") >= 1 && s.is("side", "running"));
    assertThat(status.restarts("one")).isZero();
    assertThat(events())
        .contains("Killing spec.initContainers{side}: Init container side failed liveness probe");
  }

  @Test
  void theyDoNotHoldUpThePodsCompletion() {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .sidecar("side1", named("side1"))
            .sidecar("side2", named("side2"))
            .script("one", "until [ $(wc -l </dev/shm/order) = 2 ]; do sleep 0.02; done"));
    Status status = awaitPhase("web", "Succeeded");
    assertThat(status.state("side1", "terminated")).containsEntry("reason", "Completed");
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +0/3 +Completed +0 ");
  }

  @Test
  void oneThatIgnoresItsSignalMakesNoFailure() {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .spec("terminationGracePeriodSeconds", 1)
            .sidecar("side", "trap '' TERM; touch /dev/shm/up; while :; do sleep 1; done")
            .script("one", "until [ -e /dev/shm/up ]; do sleep 0.02; done"));
    Status status = awaitPhase("web", "Succeeded");
    assertThat(status.state("side", "terminated")).containsEntry("exitCode", 137L);
  }

  @Test
  void theyAreStoppedAfterTheMainContainersInReverseOrder() throws Exception {
    // Follows the order from a third sidecar, which is the last to go: then it is whole.
    Path out = root.resolve("order.out");
    apply(
        Manifest.pod("web")
            .sidecar(
                "watch",
                "touch /dev/shm/order; tail -f /dev/shm/order & trap 'cat /dev/shm/order; sleep 0.5; exit 0' TERM;"
                    + " while :; do sleep 0.02; done")
            .sidecar("side1", named("side1"))
            .sidecar("side2", named("side2"))
            .script("one", named("one")));
    awaitLog("web", "watch", "+one");
    Process follow = background(out, "logs", "-f", "web", "-c", "watch");
    try {
      awaitText(out, "+one\n");
      beanpod.run("delete", "pod", "web").ok();
      follow.waitFor();
      assertThat(text(out).lines().toList())
          .containsSubsequence("+one", "-one", "-side2", "-side1");
    } finally {
      follow.destroyForcibly();
    }
  }

  @Test
  void itsHooksRun() {
    apply(
        Manifest.pod("web")
            .sidecar("side", named("side"))
            .with(
                "lifecycle",
                Map.of(
                    "postStart",
                    Checks.exec("echo post >>/dev/shm/order"),
                    "preStop",
                    Checks.exec("echo pre >>/dev/shm/order")))
            .spec("restartPolicy", "Never")
            .script("one", "grep -q post /dev/shm/order"));
    Status status = awaitPhase("web", "Succeeded");
    assertThat(status.state("side", "terminated")).containsEntry("exitCode", 0L);
    assertThat(events()).noneMatch(line -> line.startsWith("FailedPreStopHook"));
  }
}
