package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Init containers. Upstream: test/e2e/common/node/init_container.go. */
class InitContainersTest extends PodTest {

  /** All of them write into one file, which memory shared by the pod holds. */
  private static String say(String what) {
    return "echo " + what + " >>/dev/shm/order; ";
  }

  @Test
  void allRunInOrderAndThenTheApplicationOnce() {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .init("init1", say("init1"))
            .init("init2", "[ $(cat /dev/shm/order) = init1 ] && " + say("init2"))
            .script("one", say("one") + "cat /dev/shm/order"));
    Status status = awaitPhase("web", "Succeeded");
    assertThat(beanpod.run("logs", "web", "-c", "one").ok()).isEqualTo("init1\ninit2\none\n");
    assertThat(status.condition("Initialized")).isEqualTo("True");
    assertThat(status.condition("Initialized", "reason")).isEqualTo("PodCompleted");
    for (String init : new String[] {"init1", "init2"}) {
      assertThat(status.state(init, "terminated")).containsEntry("reason", "Completed");
      assertThat(status.ready(init)).isTrue();
    }
  }

  @Test
  void theApplicationRunsOn() {
    apply(
        Manifest.pod("web")
            .init("init1", say("init1"))
            .init("init2", say("init2"))
            .script("one", "cat /dev/shm/order; exec sleep 1000"));
    Status status = await("web", "ready", s -> s.condition("Ready").equals("True"));
    assertThat(status.phase()).isEqualTo("Running");
    assertThat(status.condition("Initialized")).isEqualTo("True");
    assertThat(status.restarts("init2")).isZero();
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +1/1 +Running +0 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Always", "OnFailure"})
  void oneThatFailsIsTriedAgainAndNothingComesAfterIt(String policy) {
    apply(
        Manifest.pod("web")
            .backOff("10ms", "10ms")
            .spec("restartPolicy", policy)
            .init("init1", "exit 3")
            .init("init2", say("init2"))
            .script("one", "exec sleep 1000"));
    Status status = await("web", "tries", s -> s.restarts("init1") >= 3);
    assertThat(status.phase()).isEqualTo("Pending");
    assertThat(status.last("init1")).containsEntry("exitCode", 3L).containsEntry("reason", "Error");
    assertThat(status.waits("init2")).isEqualTo("PodInitializing");
    assertThat(status.waits("one")).isEqualTo("PodInitializing");
    assertThat(status.condition("Initialized")).isEqualTo("False");
    assertThat(status.condition("Initialized", "reason")).isEqualTo("ContainersNotInitialized");
    assertThat(status.condition("Initialized", "message"))
        .isEqualTo("containers with incomplete status: [init1 init2]");
    assertThat(status.condition("ContainersReady")).isEqualTo("False");
    assertThat(beanpod.run("get", "pods").ok())
        .containsPattern("web +0/1 +Init:(CrashLoopBackOff|Error|0/2) +[0-9]+ ");
  }

  @Test
  void oneThatFailsForGoodFailsThePod() {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .init("init1", "exit 3")
            .init("init2", say("init2"))
            .script("one", "exec sleep 1000"));
    Status status = awaitPhase("web", "Failed");
    assertThat(status.state("init1", "terminated")).containsEntry("exitCode", 3L);
    assertThat(status.waits("init2")).isEqualTo("PodInitializing");
    assertThat(status.waits("one")).isEqualTo("PodInitializing");
    assertThat(status.condition("Initialized")).isEqualTo("False");
    assertThat(status.condition("Ready", "reason")).isEqualTo("PodFailed");
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +0/1 +Init:Error +0 ");
    assertThat(events()).noneMatch(line -> line.contains("{one}"));
  }

  @Test
  void howFarItIsShowsInTheStatus() {
    apply(
        Manifest.pod("web")
            .init("init1", "true")
            .init("init2", "until [ -e /dev/shm/go ]; do sleep 0.02; done")
            .script("one", "exec sleep 1000"));
    await("web", "the second runs", s -> s.is("init2", "running"));
    assertThat(beanpod.run("get", "pods").ok()).containsPattern("web +0/1 +Init:1/2 +0 ");
    beanpod.run("exec", "web", "-c", "init2", "--", "touch", "/dev/shm/go").ok();
    await("web", "ready", s -> s.condition("Ready").equals("True"));
    assertThat(events())
        .containsSubsequence(
            "Started spec.initContainers{init1}: Started container init1",
            "Started spec.initContainers{init2}: Started container init2",
            "Started spec.containers{one}: Started container one");
  }

  @Test
  void aPodCanBeDeletedWhileItInitializes() {
    apply(
        Manifest.pod("web")
            .init("init1", "trap 'exit 0' TERM; sleep 1000 & wait")
            .script("one", "exec sleep 1000"));
    await("web", "it runs", s -> s.is("init1", "running"));
    beanpod.run("delete", "pod", "web").ok();
    assertThat(leaks.found()).isEmpty();
  }
}
