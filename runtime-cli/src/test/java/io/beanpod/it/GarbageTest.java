package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Processes;
import io.beanpod.model.Json;
import io.beanpod.pod.Trees;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.net.Socket;
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

  /**
   * What there is but the records of pods, which stay for who asks what became of them; processes
   * by their numbers alone, for their words change when they execute another program.
   */
  private List<String> found() {
    List<String> found = new ArrayList<>();
    for (String line : leaks.found()) {
      boolean record = line.startsWith("file ") && !line.contains("/run/netns/");
      boolean claim = line.contains("/leases/") || line.contains("/hostports/");
      if (line.startsWith("process ")) {
        found.add(line.substring(0, line.indexOf(' ', "process ".length())));
      } else if (!record || claim) {
        found.add(line);
      }
    }
    return found;
  }

  private void kill(List<Long> pids) throws IOException {
    for (long pid : pids) {
      Processes.kill((int) pid, Processes.SIGKILL);
    }
  }

  private List<Long> processesBut(List<Long> survivors) {
    List<Long> pids = new ArrayList<>(leaks.processes());
    pids.removeAll(survivors);
    return pids;
  }

  private void killAllBut(List<Long> survivors) {
    Await.until(
        "every other process is killed",
        () -> {
          try {
            kill(processesBut(survivors));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return processesBut(survivors).isEmpty();
        },
        leaks::found);
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
    boolean survives = random.nextBoolean();
    if (survives) {
      apply(Manifest.pod("survivor").container("one", "httpd", "-f", "-p", "80"));
    }
    List<Long> survivors = leaks.processes();
    List<String> alone = found();
    killAfter(random.nextInt(700), beanpod.start("apply", "-f", manifest.toString()));
    if (random.nextBoolean()) {
      killAfter(
          random.nextInt(300), beanpod.start("delete", "pod", "pod0", "pod1", "pod2", "--now"));
    }
    String bridge = bridge();
    killAllBut(survivors);
    killAfter(random.nextInt(200), beanpod.start("gc"));
    beanpod.run("gc").ok();
    assertThat(found()).isEqualTo(alone);
    assertThat(beanpod.run("gc").ok()).isEqualTo("nothing to remove\n");
    if (survives) {
      try (Socket connection = new Socket(get("survivor").field("podIP"), 80)) {
        assertThat(connection.isConnected()).isTrue();
      }
    } else if (!bridge.isEmpty()) { // another root's may have its name by now
      Await.until(
          "no rules without a bridge",
          () ->
              !tables().contains("beanpod-" + bridge + "\n")
                  || Files.exists(Path.of("/sys/class/net", bridge)),
          this::tables);
    }
  }

  private String tables() {
    return Files.isExecutable(Path.of("/usr/sbin/nft"))
        ? beanpod.other("nft", "list", "tables").ok()
        : "";
  }

  @Test
  void whatIsGoneAlreadyIsNotSaidToBeRemoved() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ip")), "skipped: needs ip, of iproute2");
    apply(Manifest.pod("web").container("one", "sleep", "1000"));
    beanpod.other("ip", "link", "delete", bridge()).ok();
    killAllBut(List.of());
    assertThat(beanpod.run("gc").ok())
        .contains("netns \"web\" removed\n", "address \"")
        .doesNotContain("bridge");
  }

  @Test
  void whatWasRemovedBeforeAnErrorIsSaid() throws IOException {
    apply(Manifest.pod("web").container("one", "sleep", "1000"));
    killAllBut(List.of());
    Path broken = Files.createDirectory(root.resolve("run/beanpod/pods/broken"));
    Files.writeString(broken.resolve("runtime.json"), "{");
    try {
      Ran gc = beanpod.run("gc");
      assertThat(gc.status()).isEqualTo(1);
      assertThat(gc.out()).contains("netns \"web\" removed\n");
      assertThat(gc.err()).contains("pods/broken/runtime.json");
    } finally {
      Trees.delete(broken);
    }
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
