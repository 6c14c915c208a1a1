package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ephemeral-storage}. Upstream: test/e2e_node/eviction_test.go. */
class EvictionTest extends PodTest {
  private static final String WRITE = "dd if=/dev/zero of=/file bs=1M count=%d 2>/dev/null; ";

  /** 3 MB beside the writable layer. */
  private static final String LAST_WORDS = "yes | head -c 3000000 > /dev/termination-log; ";

  private static Map<String, Object> limit(String amount) {
    return Map.of("limits", Map.of("ephemeral-storage", amount));
  }

  private Status evicted(String message) {
    Status status = awaitPhase("web", "Failed");
    assertThat(status.field("reason")).isEqualTo("Evicted");
    assertThat(status.field("message")).isEqualTo(message);
    assertThat(status.condition("Ready", "reason")).isEqualTo("PodFailed");
    // kubectl's column, too, prefers what the containers ended with.
    assertThat(beanpod.run("get", "pod", "web").ok()).containsPattern("web +0/2 +Error ");
    assertThat(beanpod.run("events", "--for", "pod/web").ok())
        .containsPattern("Warning +Evicted +Pod/web +\\Q" + message.strip())
        .containsPattern("Normal +Killing .*Stopping container one")
        .containsPattern("Normal +Killing .*Stopping container two");
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("\nStatus: +Failed\nReason: +Evicted\nMessage: +\\Q" + message.strip());
    assertThat(leaks.processes()).isEmpty();
    return status;
  }

  @Test
  void aContainerThatWritesTooMuchEndsItsPod() {
    apply(
        Manifest.pod("web")
            .script(
                "one", WRITE.formatted(3) + LAST_WORDS + "trap 'exit 7' TERM; sleep 1000 & wait")
            .with("resources", limit("5Mi"))
            .container("two", "sleep", "1000")
            .with("resources", limit("1Gi")));
    Status status = evicted("Container one exceeded its local ephemeral storage limit \"5Mi\". ");
    assertThat(status.state("one", "terminated")).containsEntry("exitCode", 7L);
    assertThat(status.state("two", "terminated")).containsEntry("exitCode", 137L);
    assertThat(status.restarts("one")).isZero();
    String uid = Json.string(Json.at(status.pod(), "metadata", "uid"));
    Path data = beanpod.root().resolve("var/lib/beanpod/pods").resolve(uid);
    Await.until("what it wrote is removed", () -> !Files.exists(data), () -> data);
  }

  /** A line of two bytes is one of 45 in the log: 4.5 MB, and 3 MiB beside them. */
  @Test
  void logsCountAndSoDoContainersWithoutALimit() {
    apply(
        Manifest.pod("web")
            .script("one", "sleep 1000")
            .with("resources", limit("6Mi"))
            .script("two", "yes | head -c 200000; " + WRITE.formatted(3) + "sleep 1000"));
    evicted("Pod ephemeral local storage usage exceeds the total limit of containers 6Mi. ");
    assertThat(beanpod.run("logs", "web", "-c", "two").ok()).as("are kept").startsWith("y\ny\n");
  }
}
