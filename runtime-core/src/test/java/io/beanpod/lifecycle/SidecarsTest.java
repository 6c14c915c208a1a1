package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import org.junit.jupiter.api.Test;

/** Init containers with restartPolicy Always. */
class SidecarsTest {
  private static final ProbeOutcome BAD = ProbeOutcome.failure("not yet");

  @Test
  void startInOrderAndNeedNotEnd() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s1").init("i").sidecar("s2").main("a").begin();
    pod.after(1).exit("i", 0);
    assertThat(pod.timeline())
        .containsExactly("0 start s1", "0 start i", "1 exit i 0", "1 start s2", "1 start a");
  }

  @Test
  void holdBackTheNextOneUntilTheirStartupProbeSucceeds() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s", plan -> plan.startup(TestPlan.probe(5, 10))).main("a");
    pod.probesSay("s", ProbeKind.STARTUP, BAD).begin();
    pod.after(7).probesSay("s", ProbeKind.STARTUP, ProbeOutcome.success("")).after(20);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start s",
            "0 probe STARTUP s",
            "5 probe STARTUP s",
            "10 probe STARTUP s",
            "10 start a");
  }

  @Test
  void restartWhileLaterInitContainersRun() {
    PodScenario pod = new PodScenario(RestartPolicy.Never);
    pod.sidecar("s").init("i").main("a").begin();
    pod.after(1).exit("s", 0).after(1).exit("s", 1).after(20).exit("i", 0);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start s",
            "0 start i",
            "1 exit s 0",
            "1 start s",
            "2 exit s 1",
            "12 start s",
            "22 exit i 0",
            "22 start a");
  }

  /** What was passed once stays passed: the kubelet's isPreviouslyInitialized. */
  @Test
  void thatRestartDoNotHoldUpTheInitialization() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s").init("i").main("a").begin();
    pod.exit("s", 1).exit("s", 1).exit("i", 0);
    assertThat(pod.state("s")).isEqualTo("waiting CrashLoopBackOff");
    assertThat(pod.state("a")).isEqualTo("running");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
  }

  @Test
  void endInReverseOrderAfterTheMainContainers() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s1").sidecar("s2").main("a").main("b").begin();
    pod.slowToEnd("a", 1).slowToEnd("b", 4).slowToEnd("s2", 2).timeline();
    pod.stop(30).after(30);
    assertThat(pod.timeline())
        .containsExactly(
            "0 signal 15 a",
            "0 signal 15 b",
            "1 exit a 143",
            "4 exit b 143",
            "4 signal 15 s2",
            "6 exit s2 143",
            "6 signal 15 s1",
            "6 exit s1 143");
  }

  @Test
  void thatRanOutOfTimeWaitingGetTwoSecondsToEnd() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s1").sidecar("s2").main("a").begin();
    pod.deafToSignals("a").deafToSignals("s1").deafToSignals("s2").timeline();
    pod.stop(10).after(60);
    assertThat(pod.timeline())
        .containsExactlyInAnyOrder(
            "0 signal 15 a",
            "10 kill a",
            "10 exit a 137",
            "10 signal 15 s2",
            "10 signal 15 s1",
            "12 kill s1",
            "12 exit s1 137",
            "12 kill s2",
            "12 exit s2 137");
  }

  /** The kubelet runs the hooks of all containers at once; only the signal waits for its turn. */
  @Test
  void beginTheirPreStopHooksWithTheMainContainers() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s", plan -> plan.preStop(new Handler.Sleep(2))).main("a").begin();
    pod.slowToEnd("a", 5).timeline();
    pod.stop(30).after(30);
    assertThat(pod.timeline())
        .containsExactly(
            "0 preStop s", "0 signal 15 a", "5 exit a 143", "5 signal 15 s", "5 exit s 143");
  }

  @Test
  void doNotWaitForAnInitContainer() {
    PodScenario pod =
        new PodScenario(RestartPolicy.Always).sidecar("s").init("i").main("a").begin();
    pod.deafToSignals("i").timeline();
    pod.stop(10).after(20);
    assertThat(pod.timeline())
        .containsExactly(
            "0 signal 15 s", "0 exit s 143", "0 signal 15 i", "10 kill i", "10 exit i 137");
  }

  @Test
  void doNotKeepAPodAliveThatIsDone() {
    PodScenario pod = new PodScenario(RestartPolicy.Never);
    pod.sidecar("s1").sidecar("s2").main("a").main("b").begin();
    pod.slowToEnd("s2", 3).after(1).exit("a", 0).after(1);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
    pod.events();
    pod.exit("b", 0);
    assertThat(pod.events())
        .containsExactly(
            "Normal Killing spec.initContainers{s1} Stopping container s1",
            "Normal Killing spec.initContainers{s2} Stopping container s2");
    assertThat(pod.pod().phase()).as("while a sidecar runs").isEqualTo(Phase.Running);
    pod.after(10);
    assertThat(pod.timeline())
        .endsWith("2 signal 15 s2", "5 exit s2 143", "5 signal 15 s1", "5 exit s1 143");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Succeeded);
    assertThat(pod.pod().finished()).isTrue();
  }

  @Test
  void inBackOffAreNotWaitedForWhenThePodIsDone() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).sidecar("s").main("a").begin();
    pod.exit("s", 1).exit("s", 2).after(1).exit("a", 1).after(100);
    assertThat(pod.timeline()).endsWith("0 exit s 2", "1 exit a 1");
    assertThat(pod.state("s")).isEqualTo("terminated 2 Error");
    assertThat(pod.life("s").last().orElseThrow().exitCode()).isEqualTo(1);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
  }

  @Test
  void endWithAPodWhoseInitializationFailed() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).sidecar("s").init("i").main("a").begin();
    pod.slowToEnd("s", 2).exit("i", 1);
    assertThat(pod.pod().phase()).as("while a sidecar runs").isEqualTo(Phase.Pending);
    pod.after(2);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
    assertThat(pod.timeline()).endsWith("0 exit i 1", "0 signal 15 s", "2 exit s 143");
  }

  @Test
  void areRestartedByTheirLivenessWhateverThePodsPolicy() {
    PodScenario pod = new PodScenario(RestartPolicy.Never);
    pod.sidecar("s", plan -> plan.liveness(TestPlan.probe(10, 1))).main("a").begin();
    pod.slowToEnd("s", 1).probesSay("s", ProbeKind.LIVENESS, BAD).after(10);
    pod.probesSay("s", ProbeKind.LIVENESS, ProbeOutcome.success("")).after(1);
    assertThat(pod.timeline())
        .endsWith("10 signal 15 s", "11 exit s 143", "11 start s", "11 probe LIVENESS s");
    assertThat(pod.events())
        .contains("Normal Killing spec.initContainers{s} Init container s failed liveness probe");
  }
}
