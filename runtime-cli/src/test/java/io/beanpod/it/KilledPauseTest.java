package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of a pause ends every process of its pod, and the next command says so. */
@Tag("cgroup")
class KilledPauseTest extends PodTest {

  private void launch(String field) {
    apply(
        Manifest.pod("web")
            .spec(field, true)
            .script("one", "sleep 3333 & exec sleep 4444")
            .container("two", "sleep", "1000"));
    Await.until(
        "all processes run",
        () -> leaks.found().stream().anyMatch(line -> line.contains("sleep 3333")),
        () -> leaks.found());
  }

  private void killPause() {
    long pause = pause("web");
    beanpod.other("kill", "-KILL", Long.toString(pause)).ok();
    Await.until("the pause ends", () -> !Proc.alive(pause), () -> leaks.found());
  }

  private void shownAsFailed() {
    Status status = get("web");
    assertThat(status.phase()).isEqualTo("Failed");
    assertThat(Json.at(status.pod(), "status", "reason")).isEqualTo("PauseKilled");
    assertThat(Json.string(Json.at(status.pod(), "status", "message")))
        .contains("killed")
        .contains("beanpod delete pod web");
    assertThat(status.condition("Ready")).isEqualTo("False");
    for (String container : List.of("one", "two")) {
      assertThat(status.state(container, "terminated")).containsEntry("exitCode", 137L);
      assertThat(status.container(container)).containsEntry("ready", false);
    }
    assertThat(beanpod.run("exec", "web", "-c", "one", "--", "true").oneLine()).contains("web");
    assertThat(beanpod.run("logs", "web", "-c", "one").status()).isZero();
    beanpod.run("describe", "pod", "web").ok();
    beanpod.run("inspect", "web").ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostNetwork", "shareProcessNamespace", "hostIPC"})
  void theKernelEndsAllItsProcesses(String field) {
    launch(field);
    killPause();
    Await.until("no process is left", () -> leaks.processes().isEmpty(), () -> leaks.found());
    shownAsFailed();
    beanpod.run("delete", "pod", "web").ok();
    assertThat(leaks.found()).isEmpty();
    assertThat(beanpod.run("get", "pods", "-o", "name").ok()).isEmpty();
  }

  @Test
  void withTheHostsProcessesTheNextCommandEndsTheRest() {
    launch("hostPID");
    List<Long> mains = List.of(pid("web", "one"), pid("web", "two"));
    killPause();
    Await.until(
        "the main processes end", () -> mains.stream().noneMatch(Proc::alive), () -> leaks.found());
    shownAsFailed();
    beanpod.run("delete", "pod", "web").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void itsNetworkNamespaceIsCollectedByTheNextApply() {
    launch("shareProcessNamespace");
    killPause();
    apply(Manifest.pod("other").container("one", "sleep", "1000"));
    assertThat(leaks.found())
        .noneMatch(line -> line.contains("netns/web"))
        .anyMatch(line -> line.contains("netns/other"));
    assertThat(get("web").phase()).isEqualTo("Failed");
  }

  @Test
  void aCommandThatRunsInItEnds() {
    launch("shareProcessNamespace");
    Process exec = beanpod.start("exec", "web", "-c", "two", "--", "sleep", "5555");
    Await.until(
        "the command runs",
        () -> leaks.found().stream().anyMatch(line -> line.endsWith("sleep 5555 ")),
        () -> leaks.found());
    killPause();
    assertThat(Beanpod.finish(List.of("exec sleep"), exec, new byte[0]).status()).isEqualTo(137);
  }

  @Test
  void itsProbesAndHooksEndWithIt() {
    apply(
        Manifest.pod("web")
            .spec("terminationGracePeriodSeconds", 3600)
            .script("one", "exec sleep 1000")
            .with(
                "livenessProbe",
                Checks.probe(Checks.exec("exec sleep 6661"), "timeoutSeconds", 3600))
            .with("lifecycle", Checks.preStop(Checks.exec("exec sleep 6662")))
            .script("two", "exec sleep 1000")
            .with("lifecycle", Checks.postStart(Checks.exec("exec sleep 6663"))));
    awaitProcess("sleep 6661");
    awaitProcess("sleep 6663");
    Process delete = beanpod.start("delete", "pod", "web");
    awaitProcess("sleep 6662");
    killPause();
    Await.until("no process is left", () -> leaks.processes().isEmpty(), () -> leaks.found());
    Beanpod.finish(List.of("delete"), delete, new byte[0]);
    beanpod.run("delete", "pod", "web", "--ignore-not-found").ok();
    assertThat(leaks.found()).isEmpty();
  }

  private void awaitProcess(String command) {
    Await.until(
        command + " runs",
        () -> leaks.found().stream().anyMatch(line -> line.contains(command)),
        () -> leaks.found());
  }
}
