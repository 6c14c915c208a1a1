package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens after a container has ended. */
class RestartTest extends PodTest {

  private static Manifest web(String policy, String script) {
    return Manifest.pod("web").spec("restartPolicy", policy).script("one", script);
  }

  @ParameterizedTest
  @CsvSource({"Always,0,Completed", "Always,3,Error", "OnFailure,3,Error"})
  void startedAgainAtOnceAndThenWithBackOff(String policy, long code, String reason) {
    apply(web(policy, "exit " + code).container("two", "sleep", "1000"));
    Status status =
        await(
            "web",
            "one waits after its first restart",
            s -> s.restarts("one") == 1 && s.is("one", "waiting"));
    Map<String, Object> waiting = status.state("one", "waiting");
    assertThat(waiting).containsEntry("reason", "CrashLoopBackOff");
    assertThat(waiting.get("message").toString()).contains("back-off 10s").contains("one");
    Map<String, Object> last = status.last("one");
    assertThat(last).containsEntry("exitCode", code).containsEntry("reason", reason);
    assertThat(last).containsKeys("startedAt", "finishedAt", "containerID");
    assertThat(status.phase()).isEqualTo("Running");
    assertThat(status.condition("Ready")).isEqualTo("False");
    assertThat(status.container("one")).containsEntry("ready", false);
    assertThat(status.container("two")).containsEntry("ready", true);
  }

  @ParameterizedTest
  @CsvSource({
    "OnFailure,0,Succeeded,Completed",
    "Never,0,Succeeded,Completed",
    "Never,3,Failed,Error"
  })
  void notStartedAgain(String policy, long code, String phase, String reason) {
    apply(web(policy, "exit " + code));
    Status status = awaitPhase("web", phase);
    assertThat(status.restarts("one")).isZero();
    assertThat(status.state("one", "terminated"))
        .containsEntry("exitCode", code)
        .containsEntry("reason", reason);
    assertThat(status.last("one")).isEmpty();
    assertThat(status.condition("Ready")).isEqualTo("False");
  }

  @Test
  @Tag("cgroup")
  void aPodThatHasEndedLeavesNothingRunning() {
    apply(web("Never", "true"));
    awaitPhase("web", "Succeeded");
    long pause = pause("web");
    Await.until("the pause ends", () -> !Proc.alive(pause), () -> leaks.found());
    apply(Manifest.pod("other").script("one", "true").spec("restartPolicy", "Never"));
    awaitPhase("other", "Succeeded");
    beanpod.run("delete", "pod", "other").ok(); // collects the cgroup of the pause of web
    assertThat(leaks.found()).isNotEmpty().allMatch(line -> line.startsWith("file "));
    assertThat(beanpod.run("logs", "web").status()).isZero();
    assertThat(beanpod.run("get", "pods").ok()).contains("Completed");
  }

  @Test
  void aSignalIsTold() {
    // With a PID namespace of its own it would be PID 1, which the kernel spares this signal. In a
    // manifest $$ stands for $.
    apply(web("Never", "kill -SEGV $$$$; sleep 1000").spec("shareProcessNamespace", true));
    Status status = awaitPhase("web", "Failed");
    assertThat(status.state("one", "terminated"))
        .containsEntry("exitCode", 139L)
        .containsEntry("signal", 11L)
        .containsEntry("reason", "Error");
  }

  @Test
  @Tag("cgroup")
  void outOfMemoryIsTold() {
    apply(
        web("Never", "exec dd if=/dev/zero of=/dev/null bs=200M count=1")
            .with("resources", Map.of("limits", Map.of("memory", "20Mi"))));
    Status status = awaitPhase("web", "Failed");
    assertThat(status.state("one", "terminated"))
        .containsEntry("exitCode", 137L)
        .containsEntry("reason", "OOMKilled");
  }

  @Test
  @Tag("cgroup")
  void outOfMemoryIsToldAfterARestartToo() {
    apply(
        web("Always", "exec dd if=/dev/zero of=/dev/null bs=200M count=1")
            .with("resources", Map.of("limits", Map.of("memory", "20Mi"))));
    Status status =
        await("web", "a second end", s -> s.restarts("one") == 1 && s.is("one", "waiting"));
    assertThat(status.last("one")).containsEntry("reason", "OOMKilled");
  }

  @Test
  @Tag("cgroup")
  void aKillThatIsNotForMemoryIsNoOom() {
    apply(
        web("Never", "exec sleep 1000")
            .with("resources", Map.of("limits", Map.of("memory", "20Mi"))));
    beanpod.other("kill", "-KILL", Long.toString(pid("web", "one"))).ok();
    assertThat(awaitPhase("web", "Failed").state("one", "terminated"))
        .containsEntry("exitCode", 137L)
        .containsEntry("reason", "Error");
  }

  @Test
  void eachStartHasAFreshFileSystem() {
    apply(web("Always", "ls /mark 2>&1; touch /mark; exec sleep 1000"));
    awaitSh("web", "test -e /mark");
    long before = pid("web", "one");
    beanpod.other("kill", "-KILL", Long.toString(before)).ok();
    nextPid("web", "one", before);
    awaitSh("web", "test -e /mark");
    assertThat(beanpod.run("logs", "web").ok()).contains("No such file");
  }

  @Test
  @Tag("cgroup")
  void whatTheMainProcessStartedEndsWithIt() {
    apply(web("Never", "sleep 3333 & sleep 0.1").container("two", "sleep", "1000"));
    await("web", "one has ended", s -> s.is("one", "terminated"));
    assertThat(leaks.found()).noneMatch(line -> line.contains("sleep 3333"));
  }
}
