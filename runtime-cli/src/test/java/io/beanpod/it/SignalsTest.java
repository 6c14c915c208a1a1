package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signals to the pause: two end it, with its containers; nothing else does but the host's SIGKILL.
 */
class SignalsTest extends PodTest {
  private static final String PATIENT =
      "trap 'echo stopped; exit 0' TERM; echo ready; while :; do sleep 0.02; done";

  private void launch(boolean shared) {
    apply(
        Manifest.pod("web")
            .spec("shareProcessNamespace", shared)
            .script("one", PATIENT)
            .container("two", "sleep", "1000"));
    awaitLog("web", "one", "ready");
  }

  @Test
  void containersCannotEndIt() {
    launch(true);
    long pause = pause("web");
    // SIGTERM and SIGINT are not among them: these two do end it, whoever sends them.
    for (String signal :
        List.of(
            "KILL", "STOP", "HUP", "QUIT", "USR1", "USR2", "ABRT", "TRAP", "SEGV", "BUS", "FPE",
            "ILL")) {
      beanpod.run("exec", "web", "-c", "two", "--", "kill", "-" + signal, "1");
    }
    assertThat(sh("web", "echo alive")).isEqualTo("alive\n");
    assertThat(pause("web")).isEqualTo(pause);
    assertThat(Proc.status(pause, "State")).startsWith("S");
    assertThat(get("web").restarts("one")).isZero();
  }

  @Test
  void theHostsOtherSignalsDoNothing() {
    launch(false);
    long pause = pause("web");
    for (String signal :
        List.of(
            "HUP", "QUIT", "USR1", "USR2", "PIPE", "ALRM", "CHLD", "PROF", "WINCH", "SEGV", "BUS",
            "FPE", "ILL")) {
      beanpod.other("kill", "-" + signal, Long.toString(pause)).ok();
      beanpod.other("kill", "-" + signal, Long.toString(pause)).ok();
      assertThat(beanpod.run("exec", "web", "-c", "one", "--", "echo", "alive").ok())
          .as(signal)
          .isEqualTo("alive\n");
      assertThat(Proc.alive(pause)).as(signal).isTrue();
    }
    assertThat(pause("web")).isEqualTo(pause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void theHostsTermAndIntStopTheContainersFirst(String signal) {
    apply(Manifest.pod("web").script("one", PATIENT));
    awaitLog("web", "one", "ready");
    long pause = pause("web");
    beanpod.other("kill", "-" + signal, Long.toString(pause)).ok();
    Await.until("the pause ends", () -> !Proc.alive(pause), () -> leaks.found());
    assertThat(leaks.processes()).isEmpty();
    Status status = get("web");
    assertThat(status.state("one", "terminated")).containsEntry("exitCode", 0L);
    assertThat(status.phase()).isIn("Succeeded", "Failed");
    assertThat(beanpod.run("logs", "web").ok()).isEqualTo("ready\nstopped\n");
  }
}
