package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Processes;
import io.beanpod.model.Json;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code gc} after {@code kill -9} of whatever there is, at any moment. */
@Tag("cgroup")
class GarbageTest extends PodTest {
  private static final int PODS = 3;

  private Path manifest() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PODS; i++) {
      Manifest pod =
          Manifest.pod("pod" + i)
              .container("one", "sleep", "1000")
              .with("ports", List.of(Map.of("containerPort", 80, "hostPort", 18090 + i)));
      text.append("---\n").append(pod.json()).append('\n');
    }
    return Files.writeString(root.resolve("pods.yaml"), text);
  }

  /** What there is but the records of pods, which stay for who asks what became of them. */
  private List<String> found() {
    List<String> found = new ArrayList<>();
    for (String line : leaks.found()) {
      boolean record = line.startsWith("file ") && !line.contains("/run/netns/");
      boolean claim = line.contains("/leases/") || line.contains("/hostports/");
      if (!record || claim) {
        found.add(line);
      }
    }
    return found;
  }

  private void killAll() throws IOException {
    for (long pid : leaks.processes()) {
      Processes.kill((int) pid, Processes.SIGKILL);
    }
  }

  private void killAfter(long millis, Process command) throws InterruptedException {
    Thread.sleep(millis);
    command.destroyForcibly().waitFor();
  }

  private String bridge() throws IOException {
    Path file = root.resolve("run/beanpod/network/network.json");
    return Files.exists(file)
        ? Json.string(JsonText.object(file, Files.readAllBytes(file)).get("bridge"))
        : "";
  }

  /** Each round another seed, the same every time: only the machine's load makes it random. */
  @RepeatedTest(12)
  void afterwardsNothingIsLeft(RepetitionInfo round) throws IOException, InterruptedException {
    Random random = new Random(round.getCurrentRepetition());
    Path manifest = manifest();
    killAfter(random.nextInt(700), beanpod.start("apply", "-f", manifest.toString()));
    if (random.nextBoolean()) {
      killAfter(random.nextInt(300), beanpod.start("delete", "pods", "--all", "--now"));
    }
    String bridge = bridge();
    Await.until(
        "every process is killed",
        () -> {
          try {
            killAll();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return leaks.processes().isEmpty();
        },
        leaks::found);
    killAfter(random.nextInt(200), beanpod.start("gc"));
    beanpod.run("gc").ok();
    assertThat(found()).isEmpty();
    assertThat(beanpod.run("gc").ok()).isEqualTo("nothing to remove\n");
    if (!bridge.isEmpty() && Files.notExists(Path.of("/sys/class/net", bridge))) {
      assertThat(tables()).doesNotContain("beanpod-" + bridge);
    }
  }

  private String tables() {
    return Files.isExecutable(Path.of("/usr/sbin/nft"))
        ? beanpod.other("nft", "list", "tables").ok()
        : "";
  }

  @Test
  void itSaysWhatItRemoves() throws IOException {
    assertThat(beanpod.run("gc").ok()).isEqualTo("nothing to remove\n");
    beanpod.run("apply", "-f", manifest().toString()).ok();
    String address = get("pod0").field("podIP");
    assertThat(beanpod.run("gc").ok())
        .as("nothing that is in use")
        .isEqualTo("nothing to remove\n");
    beanpod.other("kill", "-KILL", Long.toString(pause("pod0"))).ok();
    Await.until(
        "its processes are gone", () -> leaks.processes().size() == 2 * (PODS - 1), leaks::found);
    String uid = Json.string(Json.at(get("pod0").pod(), "metadata", "uid"));
    assertThat(beanpod.run("gc").ok().lines())
        .containsExactlyInAnyOrder(
            "cgroup \"" + leaks.cgroupTops().get(0).getFileName() + "/pod" + uid + "\" removed",
            "netns \"pod0\" removed",
            "address \"" + address + "\" removed",
            "hostPort \"18090/TCP\" removed");
    assertThat(beanpod.run("get", "pods", "-o", "name").ok().lines()).hasSize(PODS);
    assertThat(beanpod.run("gc", "all").oneLine()).contains("gc takes no words: all");
  }
}
