package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several command lines at once. */
class ConcurrentApplyTest extends PodTest {

  private static Manifest pod(String name) {
    return Manifest.pod(name).script("one", "trap 'exit 0' TERM; while :; do sleep 0.02; done");
  }

  private Process startApply(Manifest manifest) {
    Process apply = beanpod.start("apply", "-f", "-");
    try (OutputStream stdin = apply.getOutputStream()) {
      stdin.write(manifest.json().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return apply;
  }

  private static List<Ran> finish(List<Process> processes) {
    List<Ran> ran = new ArrayList<>();
    for (Process process : processes) {
      ran.add(Beanpod.finish(List.of("one of several"), process, new byte[0]));
    }
    return ran;
  }

  @Test
  void oneNameIsTakenOnce() {
    for (int i = 0; i < 5; i++) {
      List<Process> both = List.of(startApply(pod("web")), startApply(pod("web")));
      List<Ran> ran = finish(both);
      assertThat(ran).filteredOn(one -> one.out().equals("pod/web created\n")).hasSize(1);
      for (Ran one : ran) {
        if (one.status() == 0) {
          assertThat(one.out()).isIn("pod/web created\n", "pod/web unchanged\n");
        } else {
          assertThat(one.oneLine()).contains("web").contains("already exists");
        }
      }
      // Of the pod that lost, not even a process is left.
      Await.until("one pause and one container", () -> leaks.processes().size() <= 3, leaks::found);
      assertThat(get("web").phase()).isEqualTo("Running");
      beanpod.run("delete", "pod", "web", "--force").ok();
      assertThat(leaks.found()).isEmpty();
    }
  }

  @Test
  void tenPodsAtOnce() {
    List<Process> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      names.add("pod/p" + i);
      all.add(startApply(pod("p" + i)));
    }
    finish(all).forEach(Ran::ok);
    assertThat(beanpod.run("get", "pods", "-o", "name").ok().lines())
        .containsExactlyElementsOf(names);
    for (int i = 0; i < 10; i++) {
      assertThat(get("p" + i).phase()).isEqualTo("Running");
    }
    beanpod.run("delete", "pods", "--all").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void podsComeAndGoSideBySide() {
    for (int round = 0; round < 4; round++) {
      List<Process> applies = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        applies.add(startApply(pod("r" + round + "-" + i)));
      }
      List<Process> deletes = new ArrayList<>();
      for (int i = 0; round > 0 && i < 4; i++) {
        deletes.add(beanpod.start("delete", "pod", "r" + (round - 1) + "-" + i));
      }
      finish(applies).forEach(Ran::ok);
      finish(deletes).forEach(Ran::ok);
      assertThat(beanpod.run("get", "pods", "-o", "name").ok().lines()).hasSize(4);
    }
  }

  @Test
  void noneUndoesWhatAnotherChanges() {
    apply(pod("web"));
    List<Process> all = new ArrayList<>();
    List<Object> debuggers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      debuggers.add("debugger-" + i);
      all.add(
          beanpod.start(
              "debug", "web", "--image", "busybox:latest", "-c", "debugger-" + i, "--", "true"));
    }
    all.add(startApply(pod("web").label("tier", "front")));
    finish(all).forEach(Ran::ok);
    Map<String, Object> pod = get("web").pod();
    assertThat(Json.at(pod, "metadata", "labels", "tier")).isEqualTo("front");
    assertThat(Json.list(Json.at(pod, "spec", "ephemeralContainers")))
        .extracting(container -> Json.object(container).get("name"))
        .containsExactlyInAnyOrderElementsOf(debuggers);
    deleteAll();
  }

  @Test
  void aPodIsDeletedOnce() {
    apply(pod("web"));
    List<Process> both =
        List.of(beanpod.start("delete", "pod", "web"), beanpod.start("delete", "pod", "web"));
    List<Ran> ran = finish(both);
    assertThat(ran).anyMatch(one -> one.status() == 0);
    for (Ran one : ran) {
      if (one.status() != 0) {
        assertThat(one.oneLine()).contains("not found");
      }
    }
    deleteAll();
  }
}
