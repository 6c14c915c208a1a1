package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import org.junit.jupiter.api.Test;

/** Which ends are followed by another start, when, and in which words. */
class RestartsTest {
  @Test
  void alwaysRestartsWithADelayThatGrows() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    pod.exit("a", 0).after(1).exit("a", 1).after(11).exit("a", 1);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start a", "0 exit a 0", "0 start a", "1 exit a 1", "11 start a", "12 exit a 1");
    assertThat(pod.life("a").dueAt()).contains(pod.clock().monotonicMillis() + 20_000);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
  }

  @Test
  void theBackOffIsToldInTheKubeletsWords() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    for (int i = 0; i < 5; i++) {
      pod.exit("a", 1).after(100);
    }
    pod.events();
    pod.exit("a", 1);
    assertThat(pod.events())
        .containsExactly(
            "Warning BackOff spec.containers{a} "
                + "Back-off restarting failed container a in pod web_default(uid)");
    assertThat(pod.life("a").state())
        .isEqualTo(
            new ContainerState.Waiting(
                "CrashLoopBackOff",
                "back-off 2m40s restarting failed container=a pod=web_default(uid)"
                    + ", next start at 2026-01-31T10:11:00Z"));
  }

  @Test
  void durationsReadAsInGo() {
    assertThat(Texts.duration(0)).isEqualTo("0s");
    assertThat(Texts.duration(250)).isEqualTo("250ms");
    assertThat(Texts.duration(1500)).isEqualTo("1.5s");
    assertThat(Texts.duration(1050)).isEqualTo("1.05s");
    assertThat(Texts.duration(10_000)).isEqualTo("10s");
    assertThat(Texts.duration(80_000)).isEqualTo("1m20s");
    assertThat(Texts.duration(300_000)).isEqualTo("5m0s");
    assertThat(Texts.duration(3_605_000)).isEqualTo("1h0m5s");
  }

  @Test
  void onFailureEndsWithASuccess() {
    PodScenario pod = new PodScenario(RestartPolicy.OnFailure).main("a").main("b").begin();
    pod.exit("a", 0).exit("b", 1);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
    assertThat(pod.pod().finished()).isFalse();
    pod.exit("b", 0).after(1000);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Succeeded);
    assertThat(pod.pod().finished()).isTrue();
    assertThat(pod.life("b").last().orElseThrow().exitCode()).isEqualTo(1);
  }

  @Test
  void neverIsNever() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).main("a").main("b").begin();
    pod.exit("a", 3).after(5);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
    pod.exit("b", 0).after(1000);
    assertThat(pod.timeline())
        .containsExactly("0 start a", "0 start b", "0 exit a 3", "5 exit b 0");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
    assertThat(pod.events()).noneMatch(event -> event.contains("BackOff"));
  }

  @Test
  void aContainersOwnPolicyCountsForItAlone() {
    PodScenario pod = new PodScenario(RestartPolicy.Never);
    pod.main("a", plan -> plan.policy(RestartPolicy.Always)).main("b").begin();
    pod.exit("a", 0).exit("b", 0);
    assertThat(pod.state("a")).isEqualTo("running");
    assertThat(pod.state("b")).isEqualTo("terminated 0 Completed");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
  }

  @Test
  void rulesComeBeforeThePolicy() {
    PodScenario pod = new PodScenario(RestartPolicy.Never);
    pod.main("a", plan -> plan.rule(true, 42, 43)).main("b", plan -> plan.rule(false, 1)).begin();
    pod.exit("a", 42).exit("b", 0).after(1).exit("a", 1).exit("b", 1);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start a",
            "0 start b",
            "0 exit a 42",
            "0 start a",
            "0 exit b 0",
            "0 start b",
            "1 exit a 1",
            "1 exit b 1");
    assertThat(pod.pod().finished()).isTrue();
  }

  @Test
  void aCommandThatIsNotThereBacksOffToo() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a");
    pod.unstartable("a", "StartError").begin();
    assertThat(pod.timeline()).containsExactly("0 start a", "0 start a");
    assertThat(pod.state("a")).isEqualTo("waiting CrashLoopBackOff");
    assertThat(pod.life("a").startFailure()).contains("no such command");
    assertThat(pod.life("a").last().orElseThrow().reason()).isEqualTo("StartError");
    assertThat(pod.life("a").last().orElseThrow().exitCode()).isEqualTo(128);
    assertThat(pod.events()).contains("Warning Failed spec.containers{a} Error: no such command");
  }

  @Test
  void oneOfSeveralThatCannotStartDoesNotHoldUpTheOthers() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).main("a").main("b");
    pod.unstartable("a", "CreateContainerError").begin();
    assertThat(pod.timeline()).containsExactly("0 start a", "0 start b");
    assertThat(pod.state("a")).isEqualTo("terminated 128 ContainerCannotRun");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
  }

  @Test
  void anotherImageStartsAtOnceWithAFreshBackOff() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    pod.exit("a", 1).exit("a", 1).after(1).timeline();
    pod.change("a").exit("a", 1);
    assertThat(pod.timeline()).containsExactly("1 start a", "1 exit a 1", "1 start a");
  }

  @Test
  void anotherImageReplacesWhatRunsWhateverThePolicy() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).main("a").main("b").begin();
    pod.slowToEnd("a", 2).after(1).timeline();
    pod.events();
    pod.change("a").after(5);
    assertThat(pod.timeline()).containsExactly("1 signal 15 a", "3 exit a 143", "3 start a");
    assertThat(pod.events())
        .contains(
            "Normal Killing spec.containers{a} "
                + "Container a definition changed, will be restarted");
    pod.exit("a", 1);
    assertThat(pod.state("a")).as("once only").isEqualTo("terminated 1 Error");
  }

  @Test
  void anotherImageLeavesWhatIsDoneDone() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).init("i").main("a").main("b").begin();
    pod.exit("i", 0).exit("a", 0).timeline();
    pod.change("a").change("i").after(100);
    assertThat(pod.timeline()).isEmpty();
  }

  @Test
  void anotherImageDoesNotDisturbARunningInitContainer() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).init("i").main("a").begin();
    pod.timeline();
    pod.change("i").change("a").after(5).exit("i", 0);
    assertThat(pod.timeline()).containsExactly("5 exit i 0", "5 start a");
  }

  @Test
  void anotherImageDoesNotReviveAPodThatStops() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    pod.slowToEnd("a", 40).stop(60).timeline();
    pod.change("a").after(100);
    assertThat(pod.timeline()).containsExactly("40 exit a 143");
  }
}
