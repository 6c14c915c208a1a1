package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Deletion, deadline, and what has no part in a pod's end: ephemeral containers. */
class PodStopTest {
  private static final int SIGQUIT = 3;

  @Test
  void allGetTheirSignalAtOnceAndNothingRestarts() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a").main("b", plan -> plan.stopSignal(SIGQUIT)).begin().after(1);
    pod.timeline();
    pod.events();
    pod.stop(30).after(1000);
    assertThat(pod.timeline())
        .containsExactly("1 signal 15 a", "1 exit a 143", "1 signal 3 b", "1 exit b 131");
    assertThat(pod.events())
        .containsExactly(
            "Normal Killing spec.containers{a} Stopping container a",
            "Normal Killing spec.containers{b} Stopping container b");
    assertThat(pod.pod().finished()).isTrue();
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
  }

  @Test
  void aCleanEndOfAllIsASuccess() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").deafToSignals("a").begin();
    pod.stop(30).exit("a", 0);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Succeeded);
  }

  @Test
  void theGracePeriodEndsWithSigkill() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").deafToSignals("a").begin();
    pod.timeline();
    pod.stop(7).after(60);
    assertThat(pod.timeline()).containsExactly("0 signal 15 a", "7 kill a", "7 exit a 137");
  }

  @Test
  void noGraceIsSigkillAtOnceWithoutAHook() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s").main("a", plan -> plan.preStop(new Handler.Sleep(5))).begin().timeline();
    pod.stop(0);
    assertThat(pod.timeline())
        .containsExactly("0 kill s", "0 exit s 137", "0 kill a", "0 exit a 137");
  }

  @Test
  void aSecondDeletionCanOnlyShorten() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").deafToSignals("a").begin();
    pod.timeline();
    pod.stop(30).after(2).stop(600).after(1).stop(5).after(60);
    assertThat(pod.timeline()).containsExactly("0 signal 15 a", "8 kill a", "8 exit a 137");
    assertThat(pod.events()).filteredOn(event -> event.contains("Killing")).hasSize(1);
  }

  @Test
  void forceEndsAHookAtOnce() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.preStop(new Handler.Sleep(20))).begin().timeline();
    pod.stop(30).after(3).stop(0);
    assertThat(pod.timeline()).containsExactly("0 preStop a", "3 kill a", "3 exit a 137");
  }

  @Test
  void aSecondDeletionShortensAHookToo() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.preStop(new Handler.Sleep(100))).deafToSignals("a").begin();
    pod.timeline();
    pod.stop(60).after(3).stop(5).after(60);
    assertThat(pod.timeline())
        .containsExactly("0 preStop a", "8 signal 15 a", "10 kill a", "10 exit a 137");
  }

  @Test
  void aDeletionShortensARestartThatIsUnderWay() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).grace(60);
    pod.main("a", plan -> plan.liveness(TestPlan.probe(10, 1))).deafToSignals("a").begin();
    pod.probesSay("a", ProbeKind.LIVENESS, ProbeOutcome.failure("")).after(15).timeline();
    pod.stop(5).after(100);
    assertThat(pod.timeline()).containsExactly("20 kill a", "20 exit a 137");
  }

  @Test
  void whatWaitsForItsRestartIsOver() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").main("b").begin();
    pod.exit("a", 1).exit("a", 2).stop(30).after(100);
    assertThat(pod.state("a")).isEqualTo("terminated 2 Error");
    assertThat(pod.life("a").last().orElseThrow().exitCode()).isEqualTo(1);
    assertThat(pod.pod().finished()).isTrue();
  }

  /** TerminatePod of the status manager. */
  @Test
  void whatNeverStartedInAnInitializedPodIsUnknownInTheEnd() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.postStart(new Handler.Sleep(60))).main("b").begin();
    pod.slowToEnd("a", 2).stop(30);
    assertThat(pod.state("b")).isEqualTo("waiting ContainerCreating");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Pending);
    pod.after(2);
    assertThat(pod.state("b")).isEqualTo("terminated 137 ContainerStatusUnknown");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
  }

  @Test
  void theDeadlineStopsThePodAndFailsIt() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).deadline(60).main("a").begin();
    pod.slowToEnd("a", 3).after(59.9).timeline();
    assertThat(pod.pod().stopping()).isFalse();
    pod.events();
    pod.after(0.1);
    assertThat(pod.events())
        .containsExactly(
            "Normal DeadlineExceeded  Pod was active on the node longer than the specified"
                + " deadline",
            "Normal Killing spec.containers{a} Stopping container a");
    assertThat(pod.pod().phase()).as("while a container runs").isEqualTo(Phase.Running);
    assertThat(pod.pod().verdict()).isEqualTo(Phase.Failed);
    assertThat(pod.pod().reason()).isEmpty();
    pod.after(3);
    assertThat(pod.timeline()).containsExactly("60 signal 15 a", "63 exit a 143");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
    assertThat(pod.pod().reason()).isEqualTo("DeadlineExceeded");
    assertThat(pod.pod().message())
        .isEqualTo("Pod was active on the node longer than the specified deadline");
  }

  @Test
  void theDeadlineCountsWhileInitContainersRun() {
    PodScenario pod =
        new PodScenario(RestartPolicy.Always).deadline(60).init("i").main("a").begin();
    pod.after(61);
    assertThat(pod.timeline()).containsExactly("0 start i", "60 signal 15 i", "60 exit i 143");
    assertThat(pod.pod().reason()).isEqualTo("DeadlineExceeded");
  }

  @Test
  void theDeadlineCountsWhileAContainerWaitsForItsRestart() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).deadline(8).main("a").begin();
    pod.exit("a", 0).exit("a", 0).after(60);
    assertThat(pod.pod().finished()).isTrue();
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
    assertThat(pod.life("a").attempt()).isEqualTo(1);
  }

  @Test
  void theDeadlineIsNothingToAPodThatIsDone() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).deadline(60).main("a").begin();
    pod.exit("a", 0).after(100);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Succeeded);
    assertThat(pod.pod().reason()).isEmpty();
  }

  @Test
  void anEvictionLeavesASecondAndFailsThePod() {
    String why = "Container a exceeded its local ephemeral storage limit \"1Mi\". ";
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").main("b").begin();
    pod.deafToSignals("a").after(5).timeline();
    pod.events();
    pod.pod().evict(why);
    pod.after(0).after(60);
    assertThat(pod.timeline())
        .containsExactly(
            "5 signal 15 a", "5 signal 15 b", "5 exit b 143", "6 kill a", "6 exit a 137");
    assertThat(pod.events())
        .containsExactly(
            "Warning Evicted  " + why,
            "Normal Killing spec.containers{a} Stopping container a",
            "Normal Killing spec.containers{b} Stopping container b");
    assertThat(pod.pod().finished()).isTrue();
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
    assertThat(pod.pod().reason()).isEqualTo("Evicted");
    assertThat(pod.pod().message()).isEqualTo(why);
  }

  @Test
  void aPodThatEndsAnywayIsNotEvicted() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").slowToEnd("a", 9).begin();
    pod.stop(30).after(1);
    pod.pod().evict("too late");
    pod.after(60);
    assertThat(pod.pod().reason()).isEmpty();
    assertThat(pod.timeline()).endsWith("9 exit a 143");
  }

  @Test
  void theDeadlineMayBeSetLater() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    pod.after(50);
    pod.pod().deadline(OptionalLong.of(60));
    pod.after(11);
    assertThat(pod.timeline()).endsWith("60 signal 15 a", "60 exit a 143");
  }

  @Test
  void ephemeralContainersAreNeverRestartedAndDoNotCount() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).init("i").main("a").begin();
    pod.debug("d1");
    assertThat(pod.state("d1")).as("before the initialization is over").isEqualTo("running");
    assertThat(pod.life("d1").ready()).isFalse();
    pod.exit("i", 0).exit("d1", 1).debug("d2").after(100);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start i", "0 start d1", "0 exit i 0", "0 start a", "0 exit d1 1", "0 start d2");
    assertThat(pod.state("d1")).isEqualTo("terminated 1 Error");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
  }

  @Test
  void ephemeralContainersEndWithThePod() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).main("a").begin();
    pod.debug("d").slowToEnd("d", 2).exit("a", 0);
    assertThat(pod.pod().phase()).as("while a container runs").isEqualTo(Phase.Running);
    assertThat(pod.pod().verdict()).isEqualTo(Phase.Succeeded);
    pod.after(2);
    assertThat(pod.timeline()).endsWith("0 signal 15 d", "2 exit d 143");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Succeeded);
  }

  @Test
  void ephemeralContainersDoNotStartInAPodThatEnds() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).sidecar("s").main("a").begin();
    pod.slowToEnd("s", 5).exit("a", 0).timeline();
    pod.debug("d").after(1).stop(30).debug("e").after(60);
    assertThat(pod.timeline()).containsExactly("5 exit s 143");
    assertThat(pod.pod().finished()).isTrue();
  }
}
