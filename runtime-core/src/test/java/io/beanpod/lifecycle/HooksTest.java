package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** postStart and preStop. */
class HooksTest {
  private static final Handler EXEC = new Handler.Exec(List.of("/hook", "now"));

  @Test
  void postStartHoldsBackTheContainersThatFollow() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.postStart(new Handler.Sleep(4))).main("b").main("c").begin();
    assertThat(pod.state("a")).isEqualTo("waiting ContainerCreating");
    assertThat(pod.life("a").started()).isFalse();
    assertThat(pod.pod().phase()).isEqualTo(Phase.Pending);
    pod.after(10);
    assertThat(pod.timeline())
        .containsExactly("0 start a", "0 postStart a", "4 start b", "4 start c");
    assertThat(pod.state("a")).isEqualTo("running");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
  }

  @Test
  void postStartDoesNotHoldBackTheOnesBefore() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a").main("b", plan -> plan.postStart(new Handler.Sleep(4))).begin();
    pod.after(1).exit("a", 1);
    assertThat(pod.timeline())
        .containsExactly("0 start a", "0 start b", "0 postStart b", "1 exit a 1", "1 start a");
  }

  @Test
  void postStartHoldsBackProbes() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.postStart(new Handler.Sleep(4)).readiness(TestPlan.probe(10, 1)))
        .begin();
    pod.after(5);
    assertThat(pod.timeline()).containsExactly("0 start a", "0 postStart a", "4 probe READINESS a");
  }

  @Test
  void postStartThatFailsKillsTheContainer() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.postStart(EXEC)).main("b").slowToEnd("a", 3).begin();
    pod.after(1).events();
    pod.hookEnds("a", "secret");
    assertThat(pod.events())
        .containsExactly(
            "Warning FailedPostStartHook spec.containers{a} PostStartHook failed",
            "Normal Killing spec.containers{a} FailedPostStartHook");
    assertThat(pod.life("a").state())
        .isEqualTo(
            new ContainerState.Waiting(
                "PostStartHookError",
                "Exec lifecycle hook ([/hook now]) for Container \"a\" in Pod"
                    + " \"web_default(uid)\" failed - error: secret"));
    pod.after(5);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start a",
            "0 postStart a",
            "1 signal 15 a",
            "4 exit a 143",
            "4 start a",
            "4 postStart a");
  }

  @Test
  void postStartOfAProcessThatIsGoneSaysNothing() {
    PodScenario pod = new PodScenario(RestartPolicy.Never);
    pod.main("a", plan -> plan.postStart(new Handler.Sleep(4))).main("b").begin();
    pod.after(1).exit("a", 1);
    assertThat(pod.state("b")).as("no hook to wait for").isEqualTo("running");
    pod.after(10);
    assertThat(pod.state("a")).isEqualTo("terminated 1 Error");
  }

  @Test
  void preStopComesBeforeTheSignalAndTakesItsTime() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.preStop(new Handler.Sleep(10))).deafToSignals("a").begin();
    pod.timeline();
    pod.stop(30).after(60);
    assertThat(pod.timeline())
        .containsExactly("0 preStop a", "10 signal 15 a", "30 kill a", "30 exit a 137");
  }

  @Test
  void preStopThatTakesAllTheTimeLeavesTwoSeconds() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.preStop(new Handler.Sleep(100))).deafToSignals("a").begin();
    pod.timeline();
    pod.stop(30).after(200);
    assertThat(pod.timeline())
        .containsExactly("0 preStop a", "30 signal 15 a", "32 kill a", "32 exit a 137");
  }

  @Test
  void preStopOfNoLengthIsNoMoreThanASignal() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.preStop(new Handler.Sleep(0))).begin().timeline();
    pod.stop(30).after(1);
    assertThat(pod.timeline()).containsExactly("0 preStop a", "0 signal 15 a", "0 exit a 143");
  }

  @Test
  void preStopThatFailsIsToldAndTheSignalFollows() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.preStop(EXEC)).begin().events();
    pod.stop(30).after(1).timeline();
    pod.hookEnds("a", "secret");
    assertThat(pod.timeline()).containsExactly("1 signal 15 a", "1 exit a 143");
    assertThat(pod.events())
        .containsExactly(
            "Normal Killing spec.containers{a} Stopping container a",
            "Warning FailedPreStopHook spec.containers{a} PreStopHook failed");
  }

  @Test
  void preStopRunsBeforeARestartToo() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.liveness(TestPlan.probe(10, 1)).preStop(new Handler.Sleep(3)))
        .begin();
    pod.probesSay("a", ProbeKind.LIVENESS, ProbeOutcome.failure("")).after(14);
    assertThat(pod.timeline())
        .containsSubsequence("10 preStop a", "13 signal 15 a", "13 exit a 143", "13 start a");
  }

  @Test
  void preStopIsNotForWhatEndedByItself() {
    PodScenario pod = new PodScenario(RestartPolicy.Never);
    pod.main("a", plan -> plan.preStop(EXEC)).main("b").begin();
    pod.exit("a", 0).timeline();
    pod.stop(30).after(60);
    assertThat(pod.timeline()).containsExactly("0 signal 15 b", "0 exit b 143");
  }
}
