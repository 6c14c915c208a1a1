package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import org.junit.jupiter.api.Test;

/** Init containers: in order, each to success, before all main containers. */
class InitContainersTest {
  @Test
  void runOneAfterTheOtherBeforeTheMainContainers() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.init("i1").init("i2").main("a").main("b").begin();
    assertThat(pod.state("i1")).isEqualTo("running");
    assertThat(pod.state("i2")).isEqualTo("waiting PodInitializing");
    assertThat(pod.state("a")).isEqualTo("waiting PodInitializing");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Pending);
    pod.after(3).exit("i1", 0).after(2).exit("i2", 0);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start i1", "3 exit i1 0", "3 start i2", "5 exit i2 0", "5 start a", "5 start b");
    assertThat(pod.state("i1")).isEqualTo("terminated 0 Completed");
    assertThat(pod.life("i1").ready()).isTrue();
    assertThat(pod.life("i1").started()).isFalse();
    assertThat(pod.pod().phase()).isEqualTo(Phase.Running);
  }

  /** kubectl would show a pod as Init:ContainerCreating otherwise, which it never does. */
  @Test
  void makeAllContainersWaitAsPodInitializing() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.init("i", plan -> plan.policy(RestartPolicy.Never)).main("a");
    pod.unstartable("i", "CreateContainerError").begin();
    assertThat(pod.state("a")).isEqualTo("waiting PodInitializing");
    assertThat(new PodScenario(RestartPolicy.Always).main("a").begin().state("a"))
        .isEqualTo("running");
  }

  @Test
  void areRetriedWithBackOffUntilTheySucceed() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).init("i").main("a").begin();
    pod.exit("i", 1).exit("i", 1).after(5);
    assertThat(pod.state("i")).isEqualTo("waiting CrashLoopBackOff");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Pending);
    pod.after(5).exit("i", 0);
    assertThat(pod.timeline())
        .containsExactly(
            "0 start i",
            "0 exit i 1",
            "0 start i",
            "0 exit i 1",
            "10 start i",
            "10 exit i 0",
            "10 start a");
    assertThat(pod.life("i").attempt()).isEqualTo(2);
  }

  @Test
  void failThePodOfPolicyNever() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).init("i1").init("i2").main("a").begin();
    pod.exit("i1", 1).after(1000);
    assertThat(pod.timeline()).containsExactly("0 start i1", "0 exit i1 1");
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
    assertThat(pod.pod().finished()).isTrue();
    assertThat(pod.state("i2")).isEqualTo("waiting PodInitializing");
    assertThat(pod.state("a")).isEqualTo("waiting PodInitializing");
  }

  @Test
  void areNotRunAgainWhenMainContainersRestart() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).init("i").main("a").begin();
    pod.exit("i", 0).after(1).exit("a", 0);
    assertThat(pod.timeline())
        .containsExactly("0 start i", "0 exit i 0", "0 start a", "1 exit a 0", "1 start a");
  }

  @Test
  void mayFailByAPolicyOfTheirOwn() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.init("i", plan -> plan.policy(RestartPolicy.Never)).main("a").begin();
    pod.exit("i", 1);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
  }

  @Test
  void deletedMeanwhileNothingFollowsThem() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).init("i1").init("i2").main("a").begin();
    pod.slowToEnd("i1", 3).after(1).stop(30);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Pending);
    pod.after(10);
    assertThat(pod.timeline()).containsExactly("0 start i1", "1 signal 15 i1", "4 exit i1 143");
    assertThat(pod.pod().finished()).isTrue();
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
    assertThat(pod.state("a")).isEqualTo("waiting PodInitializing");
  }

  /** TerminatePod: a pod that never was initialized has failed, however its containers ended. */
  @Test
  void deletedMeanwhileThePodHasFailedEvenIfTheyEndWell() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).init("i1").init("i2").main("a").begin();
    pod.deafToSignals("i1").stop(30).exit("i1", 0);
    assertThat(pod.pod().phase()).isEqualTo(Phase.Failed);
  }
}
