package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the outcomes of probes do to a container. How one probe counts is ProbeLife's. */
class ProbingTest {
  private static final ProbeOutcome BAD = ProbeOutcome.failure("connection refused");
  private static final ProbeOutcome GOOD = ProbeOutcome.success("");

  @Test
  void livenessRestartsAfterItsThreshold() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.liveness(TestPlan.probe(10, 3))).begin();
    pod.probesSay("a", ProbeKind.LIVENESS, BAD).events();
    pod.after(29);
    assertThat(pod.life("a").attempt()).isZero();
    pod.after(1).probesSay("a", ProbeKind.LIVENESS, GOOD);
    assertThat(pod.timeline())
        .endsWith("30 signal 15 a", "30 exit a 143", "30 start a", "30 probe LIVENESS a");
    assertThat(pod.events())
        .containsSubsequence(
            "Warning Unhealthy spec.containers{a} Liveness probe failed: connection refused",
            "Normal Killing spec.containers{a} "
                + "Container a failed liveness probe, will be restarted");
  }

  /** The kubelet starts again what it stopped for its health, even if it ended with success. */
  @Test
  void livenessRestartsUnderOnFailureEvenWhatEndsWell() {
    PodScenario pod = new PodScenario(RestartPolicy.OnFailure);
    pod.main("a", plan -> plan.liveness(TestPlan.probe(10, 1))).deafToSignals("a").begin();
    pod.probesSay("a", ProbeKind.LIVENESS, BAD).after(10).exit("a", 0);
    assertThat(pod.life("a").attempt()).isEqualTo(1);
  }

  @Test
  void livenessUnderNeverIsTheEnd() {
    PodScenario pod = new PodScenario(RestartPolicy.Never);
    pod.main("a", plan -> plan.liveness(TestPlan.probe(10, 1))).begin();
    pod.probesSay("a", ProbeKind.LIVENESS, BAD).after(10);
    assertThat(pod.state("a")).isEqualTo("terminated 143 Error");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
    assertThat(pod.events())
        .contains("Normal Killing spec.containers{a} Container a failed liveness probe");
  }

  @Test
  void startupHoldsTheOthersBackAndIsNotAskedAgain() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main(
        "a",
        plan ->
            plan.startup(TestPlan.probe(1, 5))
                .liveness(TestPlan.probe(10, 1))
                .readiness(TestPlan.probe(10, 1)));
    pod.probesSay("a", ProbeKind.STARTUP, BAD).begin();
    assertThat(pod.life("a").started()).isFalse();
    pod.after(1).probesSay("a", ProbeKind.STARTUP, GOOD).after(1);
    assertThat(pod.life("a").started()).isTrue();
    assertThat(pod.life("a").ready()).as("at once").isTrue();
    pod.after(5);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start a",
            "0 probe STARTUP a",
            "1 probe STARTUP a",
            "2 probe STARTUP a",
            "2 probe LIVENESS a",
            "2 probe READINESS a");
  }

  @Test
  void startupThatFailsRestarts() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.startup(TestPlan.probe(10, 2)));
    pod.probesSay("a", ProbeKind.STARTUP, BAD).begin().after(10);
    assertThat(pod.timeline()).contains("10 signal 15 a", "10 exit a 143", "10 start a");
    assertThat(pod.events())
        .contains(
            "Normal Killing spec.containers{a} "
                + "Container a failed startup probe, will be restarted");
  }

  @Test
  void readinessNeverRestarts() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.readiness(TestPlan.probe(10, 1)));
    pod.probesSay("a", ProbeKind.READINESS, BAD).begin().after(100);
    assertThat(pod.life("a").attempt()).isZero();
    assertThat(pod.life("a").ready()).isFalse();
    assertThat(pod.life("a").started()).isTrue();
  }

  @Test
  void aProbesOwnGracePeriodCountsForItsKills() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).grace(500);
    pod.main("a", plan -> plan.liveness(TestPlan.probe(10, 1, OptionalLong.of(5))));
    pod.deafToSignals("a").begin().probesSay("a", ProbeKind.LIVENESS, BAD).after(14);
    pod.probesSay("a", ProbeKind.LIVENESS, GOOD).after(2);
    assertThat(pod.timeline())
        .endsWith(
            "10 signal 15 a", "15 kill a", "15 exit a 137", "15 start a", "15 probe LIVENESS a");
  }

  @Test
  void aProbesOwnGracePeriodDoesNotCountForADeletion() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).grace(20);
    pod.main("a", plan -> plan.startup(TestPlan.probe(10, 1, OptionalLong.of(5))));
    pod.deafToSignals("a").begin().timeline();
    pod.stop(20).after(30);
    assertThat(pod.timeline()).containsExactly("0 signal 15 a", "20 kill a", "20 exit a 137");
  }

  @Test
  void readinessGoesOnWhileThePodStopsAndLivenessDoesNot() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main(
        "a",
        plan ->
            plan.liveness(TestPlan.probe(10, 1))
                .readiness(TestPlan.probe(10, 1))
                .preStop(new Handler.Sleep(25)));
    pod.begin().after(1).timeline();
    pod.stop(30);
    assertThat(pod.life("a").ready()).isTrue();
    pod.probesSay("a", ProbeKind.READINESS, BAD).probesSay("a", ProbeKind.LIVENESS, BAD).after(15);
    assertThat(pod.life("a").ready()).isFalse();
    pod.after(15);
    assertThat(pod.timeline())
        .containsExactly(
            "1 preStop a",
            "10 probe READINESS a",
            "20 probe READINESS a",
            "26 signal 15 a",
            "26 exit a 143");
  }

  @Test
  void aProbeThatWentWrongItselfChangesNothing() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.liveness(TestPlan.probe(10, 1)));
    pod.probesSay("a", ProbeKind.LIVENESS, ProbeOutcome.unknown("no such file")).begin().after(50);
    assertThat(pod.life("a").attempt()).isZero();
    assertThat(pod.events())
        .contains(
            "Warning Unhealthy spec.containers{a} "
                + "Liveness probe errored and resulted in unknown state: no such file");
  }

  @Test
  void aWarningIsASuccessWithAWord() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.readiness(TestPlan.probe(10, 1)));
    pod.probesSay("a", ProbeKind.READINESS, ProbeOutcome.warning("redirected")).begin();
    assertThat(pod.life("a").ready()).isTrue();
    assertThat(pod.events())
        .contains("Warning ProbeWarning spec.containers{a} Readiness probe warning: redirected");
  }

  @Test
  void anEndedContainerIsNeitherProbedNorReady() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.readiness(TestPlan.probe(1, 1))).begin();
    pod.exit("a", 1).exit("a", 1).timeline();
    assertThat(pod.life("a").ready()).isFalse();
    pod.after(9);
    assertThat(pod.timeline()).isEmpty();
  }
}
