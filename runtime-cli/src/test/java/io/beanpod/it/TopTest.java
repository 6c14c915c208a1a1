package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.model.Json;
import io.beanpod.model.Quantity;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code top}, of containers that use what they are told to. */
class TopTest extends PodTest {
  private static final int SIGINT = 2;
  private static final long MIB = 1024 * 1024;
  private static final String IDLE = "trap 'exit 0' TERM; echo started; sleep 1000 & wait";

  /** One that burns CPU, one that holds 64 MiB, and one that does nothing. */
  private void applyUsers() {
    apply(
        Manifest.pod("users")
            .spec("terminationGracePeriodSeconds", 1)
            .script("busy", "trap 'exit 0' TERM; echo started; while :; do :; done")
            .script(
                "holder",
                // A shell keeps the value of a variable in its heap.
                "trap 'exit 0' TERM; x=$(dd if=/dev/zero bs=1M count=64 2>/dev/null | tr '\\0' x);"
                    + " echo started; sleep 1000 & wait; echo ${#x}")
            .script("idle", IDLE));
    for (String container : List.of("busy", "holder", "idle")) {
      awaitLog("users", container, "started");
    }
  }

  private static Map<String, Object> container(Map<String, Object> pod, String name) {
    for (Object container : Json.list(pod.get("containers"))) {
      if (name.equals(Json.string(Json.at(container, "name")))) {
        return Json.object(container);
      }
    }
    throw new AssertionError("no container " + name + " in " + pod);
  }

  private static Quantity usage(Map<String, Object> pod, String container, String resource) {
    return Quantity.parse(Json.string(Json.at(container(pod, container), "usage", resource)));
  }

  @Test
  @Tag("cgroup")
  void tellsWhoUsesTheCpuAndWhoTheMemory() {
    applyUsers();
    Map<String, Object> pod = parse(beanpod.run("top", "pod", "users", "-o", "json").ok()).pod();
    assertThat(pod)
        .containsEntry("kind", "PodMetrics")
        .containsEntry("apiVersion", "metrics.k8s.io/v1beta1")
        .doesNotContainKey("pause");
    assertThat(usage(pod, "busy", "cpu")).isGreaterThan(usage(pod, "idle", "cpu"));
    assertThat(usage(pod, "busy", "cpu")).isGreaterThan(usage(pod, "holder", "cpu"));
    assertThat(usage(pod, "holder", "memory").value()).isGreaterThan(64 * MIB);
    assertThat(usage(pod, "idle", "memory").value()).isBetween(1L, 32 * MIB);
    assertThat(container(pod, "idle").get("pids")).as("the shell and sleep").isEqualTo(2L);

    List<String> rows =
        beanpod
            .run("top", "pod", "users", "--containers", "--sort-by", "memory", "--no-headers")
            .ok()
            .lines()
            .toList();
    assertThat(rows).hasSize(4).allMatch(row -> row.startsWith("users "));
    assertThat(rows.get(0)).contains(" holder ");
    assertThat(rows).anyMatch(row -> row.contains(" (pause) "));
    assertThat(beanpod.run("top", "pods", "--containers", "--sort-by", "cpu").ok().lines().toList())
        .element(1)
        .asString()
        .contains(" busy ");
  }

  @Test
  void podsThatHaveEndedUseNothing() {
    apply(Manifest.pod("done").spec("restartPolicy", "Never").script("one", "exit 0"));
    awaitPhase("done", "Succeeded");
    assertThat(beanpod.run("top", "pod", "done").oneLine())
        .isEqualTo(
            "error: Metrics not available for pod default/done: it is Succeeded, and no container"
                + " of it runs");
    apply(Manifest.pod("idle").spec("terminationGracePeriodSeconds", 1).script("one", IDLE));
    awaitLog("idle", "one", "started");
    assertThat(beanpod.run("top", "pods", "-o", "wide").ok().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("idle ");
  }

  @Test
  void aWatchMeasuresAgainAndEndsQuietlyAtTheKeyboardsSignal() throws Exception {
    apply(Manifest.pod("idle").spec("terminationGracePeriodSeconds", 1).script("one", IDLE));
    awaitLog("idle", "one", "started");
    Process watch = beanpod.start("top", "pod", "idle", "-w", "--no-headers");
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).startsWith("idle ");
      assertThat(out.readLine()).isEmpty();
      assertThat(out.readLine()).startsWith("idle ");
      try (Fd pidfd = Processes.pidfd((int) watch.pid())) {
        Processes.signal(pidfd, SIGINT);
      }
      assertThat(watch.waitFor()).isEqualTo(128 + SIGINT);
      assertThat(watch.getErrorStream().readAllBytes()).isEmpty();
    } finally {
      watch.destroyForcibly();
    }
  }

  @Test
  void aWatchEndsQuietlyWhenNobodyReadsOn() throws Exception {
    apply(Manifest.pod("idle").spec("terminationGracePeriodSeconds", 1).script("one", IDLE));
    awaitLog("idle", "one", "started");
    Process watch = beanpod.start("top", "pods", "-w");
    try {
      assertThat(watch.getInputStream().read()).isPositive();
      watch.getInputStream().close();
      assertThat(watch.waitFor()).isEqualTo(141);
      assertThat(watch.getErrorStream().readAllBytes()).isEmpty();
    } finally {
      watch.destroyForcibly();
    }
  }
}
