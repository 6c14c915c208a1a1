package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is killed for want of memory, and how that is told. */
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
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .script("one", GREEDY + "; until [ -e /end ]; do sleep 0.05; done; exit 3")
            .with("resources", LIMIT));
    awaitKill("web");
    assertThat(events("web"))
        .contains("Warning")
        .containsAnyOf("Memory cgroup out of memory: Killed process", "killed a process");
    assertThat(get("web").is("one", "running")).isTrue();
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("OOM Kills: +1\n")
        .containsPattern("Memory Peak: +20Mi\n");
    sh("web", "touch /end");
    assertThat(awaitPhase("web", "Failed").state("one", "terminated"))
        .containsEntry("exitCode", 3L)
        .containsEntry("reason", "Error");
  }

  @Test
  void theMainProcessIsAnEventWithTheKernelsWords() {
    assumeTrue(Files.isReadable(Path.of("/dev/kmsg")), "skipped: /dev/kmsg can't be read");
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            // Not at once: the pause begins to listen when all containers have been started.
            .script("one", "sleep 1; exec " + GREEDY)
            .with("resources", LIMIT));
    assertThat(awaitPhase("web", "Failed").state("one", "terminated"))
        .containsEntry("reason", "OOMKilled");
    awaitKill("web");
    assertThat(events("web")).contains("Killed process").contains("(dd)");
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
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .spec("initContainers", List.of(init))
            .container("one", "sleep", "1000"));
    awaitPhase("web", "Failed");
    assertThat(beanpod.run("get", "pod", "web").ok()).contains("Init:OOMKilled");
    awaitKill("web");
  }

  @ParameterizedTest
  @CsvSource({"64Mi,100m,-997", "'',100m,999", "'','',1000"})
  void theScoreIsThatOfTheQosClass(String memory, String cpu, int score) {
    Map<String, Object> limits = new java.util.LinkedHashMap<>();
    if (!memory.isEmpty()) {
      limits.put("memory", memory);
    }
    if (!cpu.isEmpty()) {
      limits.put("cpu", cpu);
    }
    apply(
        Manifest.pod("web")
            .container("one", "sleep", "1000")
            .with("resources", limits.isEmpty() ? Map.of() : Map.of("limits", limits)));
    assertThat(score(pause("web"))).isEqualTo(-998);
    assertThat(score(pid("web", "one"))).isEqualTo(score);
    assertThat(sh("web", "cat /proc/self/oom_score_adj").strip()).isEqualTo("" + score);
    assertThat(events("web")).doesNotContain("FailedOOMScoreAdj");
  }

  private static int score(long pid) {
    return Integer.parseInt(Proc.text(pid, "oom_score_adj").strip());
  }

  @Test
  void aHostThatWithholdsLowScoresIsNamedOnce() {
    Path setpriv = Path.of("/usr/bin/setpriv");
    assumeTrue(Files.isExecutable(setpriv), "skipped: no setpriv to take a capability away with");
    Manifest manifest =
        Manifest.pod("web")
            .container("one", "sleep", "1000")
            .with("resources", Map.of("limits", Map.of("memory", "64Mi", "cpu", "100m")))
            .container("two", "sleep", "1000")
            .with("resources", Map.of("limits", Map.of("memory", "64Mi", "cpu", "100m")));
    Path file = root.resolve("web.json");
    try {
      Files.writeString(file, manifest.json());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(List.of(setpriv.toString(), "--bounding-set"));
    command.addAll(List.of("-sys_resource", "--inh-caps", "-sys_resource"));
    command.addAll(List.of(Beanpod.launcher().toString(), "--root", root.toString()));
    command.addAll(List.of("apply", "-f", file.toString()));
    beanpod.other(command.toArray(new String[0])).ok();
    Await.until(
        "the event", () -> events("web").contains("FailedOOMScoreAdj"), () -> events("web"));
    assertThat(events("web")).containsOnlyOnce("FailedOOMScoreAdj").contains("CAP_SYS_RESOURCE");
    assertThat(get("web").is("two", "running")).isTrue();
  }
}
