package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is killed for want of memory, and how that is told. */
@Tag("cgroup")
class OomTest extends PodTest {
  private static final Map<String, Object> LIMIT = Map.of("limits", Map.of("memory", "20Mi"));
  private static final String GREEDY = "dd if=/dev/zero of=/dev/null bs=200M count=1 2>/dev/null";

  private String events(String pod) {
    return beanpod.run("events", "--for", "pod/" + pod).ok();
  }

  private void awaitKill(String pod) {
    Await.until(
        "an event of the kill", () -> events(pod).contains("OOMKilling"), () -> events(pod));
  }

  @Test
  void aChildOfTheMainProcessIsAnEventAndTheStateStaysWhatItWas() {
    assumeTrue(
        Files.isDirectory(Path.of("/sys/fs/cgroup/memory")),
        "skipped: with cgroup v2 all of the container is killed (memory.oom.group)");
    apply(
        Manifest.pod("child")
            .spec("restartPolicy", "Never")
            .script("one", GREEDY + "; until [ -e /end ]; do sleep 0.05; done; exit 3")
            .with("resources", LIMIT));
    awaitKill("child");
    assertThat(events("child"))
        .contains("Warning")
        .containsAnyOf("Memory cgroup out of memory: Killed process", "killed a process");
    assertThat(get("child").is("one", "running")).isTrue();
    assertThat(beanpod.run("describe", "pod", "child").ok())
        .containsPattern("OOM Kills: +1\n")
        .containsPattern("Memory Peak: +\\d+[KM]i\n");
    sh("child", "touch /end");
    assertThat(awaitPhase("child", "Failed").state("one", "terminated"))
        .containsEntry("exitCode", 3L)
        .containsEntry("reason", "Error");
  }

  @Test
  void withV2AChildTakesTheContainerWithIt() {
    assumeTrue(
        Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")),
        "skipped: with cgroup v1 only the child is killed (there is no memory.oom.group)");
    apply(
        Manifest.pod("group")
            .spec("restartPolicy", "Never")
            .script("one", "sleep 1; " + GREEDY + "; sleep 1000")
            .with("resources", LIMIT));
    assertThat(awaitPhase("group", "Failed").state("one", "terminated"))
        .containsEntry("exitCode", 137L)
        .containsEntry("reason", "OOMKilled");
    awaitKill("group");
    assertThat(events("group")).contains("Killed process").contains("(dd)").doesNotContain("(x");
  }

  @Test
  void theMainProcessIsAnEventWithTheKernelsWords() {
    assumeTrue(Files.isReadable(Path.of("/dev/kmsg")), "skipped: /dev/kmsg can't be read");
    apply(
        Manifest.pod("main")
            .spec("restartPolicy", "Never")
            // Not at once: the pause begins to listen when all containers have been started.
            .script("one", "sleep 1; exec " + GREEDY)
            .with("resources", LIMIT));
    assertThat(awaitPhase("main", "Failed").state("one", "terminated"))
        .containsEntry("reason", "OOMKilled");
    awaitKill("main");
    assertThat(events("main")).contains("Killed process").contains("(dd)");
  }

  @Test
  void anInitContainerIsKilledLikeAnyOther() {
    Map<String, Object> init =
        Map.of(
            "name",
            "setup",
            "image",
            "busybox:latest",
            "command",
            List.of("sh", "-c", "exec " + GREEDY),
            "resources",
            LIMIT);
    apply(
        Manifest.pod("setup")
            .spec("restartPolicy", "Never")
            .spec("initContainers", List.of(init))
            .container("one", "sleep", "1000"));
    awaitPhase("setup", "Failed");
    assertThat(beanpod.run("get", "pod", "setup").ok()).contains("Init:OOMKilled");
    awaitKill("setup");
  }

  @Test
  void aSidecarIsKilledLikeAnyOtherAndStartsAgain() {
    apply(
        Manifest.pod("side")
            .backOff("0", "0")
            .sidecar(
                "proxy",
                "[ -e /dev/shm/once ] && exec sleep 1000; touch /dev/shm/once; exec " + GREEDY)
            .with("resources", LIMIT)
            .container("one", "sleep", "1000"));
    Status status = await("side", "the restart", s -> s.restarts("proxy") == 1 && s.ready("one"));
    assertThat(status.last("proxy"))
        .containsEntry("reason", "OOMKilled")
        .containsEntry("exitCode", 137L);
    awaitKill("side");
  }

  /** What a host without CAP_SYS_RESOURCE, or one that withholds it, leaves of it. */
  @ParameterizedTest
  @CsvSource({"guaranteed,64Mi,100m,-997", "burstable,'',100m,999", "best-effort,'','',1000"})
  void theScoreIsThatOfTheQosClassOrTheHostIsNamedOnce(
      String pod, String memory, String cpu, int wanted) {
    Map<String, Object> limits = new LinkedHashMap<>();
    if (!memory.isEmpty()) {
      limits.put("memory", memory);
    }
    if (!cpu.isEmpty()) {
      limits.put("cpu", cpu);
    }
    Map<String, Object> resources = limits.isEmpty() ? Map.of() : Map.of("limits", limits);
    apply(
        Manifest.pod(pod)
            .container("one", "sleep", "1000")
            .with("resources", resources)
            .container("two", "sleep", "1000")
            .with("resources", resources));
    int pause = score(pause(pod));
    boolean lowered = pause == -998;
    int score = lowered ? wanted : Math.max(pause, wanted);
    assertThat(score(pid(pod, "one"))).isEqualTo(score);
    assertThat(score(pid(pod, "two"))).isEqualTo(score);
    assertThat(sh(pod, "cat /proc/self/oom_score_adj").strip()).isEqualTo("" + score);
    if (score == wanted) {
      assertThat(events(pod)).doesNotContain("FailedOOMScoreAdj");
    } else {
      Await.until("the event", () -> events(pod).contains("FailedOOMScoreAdj"), () -> events(pod));
      assertThat(events(pod)).containsOnlyOnce("FailedOOMScoreAdj").contains("CAP_SYS_RESOURCE");
    }
  }

  private static int score(long pid) {
    return Integer.parseInt(Proc.text(pid, "oom_score_adj").strip());
  }
}
