package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every kill for want of memory is told, however fast they follow each other: a container is killed
 * and started again a thousand times, and looked at after each.
 */
@Tag("cgroup")
class ThousandOomKillsTest extends PodTest {
  /** An emulated machine does less of it. */
  private static final int KILLS = 1000 / Await.PATIENCE;

  /** Waits for a line, which is good for one start, and takes more memory than it may. */
  private static final String GREEDY =
      "[ -p /dev/shm/go ] || mkfifo /dev/shm/go; read go < /dev/shm/go;"
          + " exec dd if=/dev/zero of=/dev/null bs=100M count=1 2>/dev/null";

  /** Its file: a command each would take ten times as long. */
  private Status status() {
    return new Status(file("greedy", "pod.json"));
  }

  @Test
  void eachIsReported() throws Exception {
    apply(
        Manifest.pod("greedy")
            .backOff("0", "0")
            .script("one", GREEDY)
            .with("resources", Map.of("limits", Map.of("memory", "8Mi")))
            .container("two", "sleep", "100000"));
    long pause = pause("greedy");
    long beside = pid("greedy", "two");
    Path go = Path.of("/proc/" + beside + "/root/dev/shm/go");
    Await.until("its pipe", () -> Files.exists(go), () -> go);
    for (int kills = 1; kills <= KILLS; kills++) {
      Files.writeString(go, "\n", StandardOpenOption.WRITE);
      long restarts = kills;
      Await.until("restart " + kills, () -> status().restarts("one") >= restarts, this::status);
      Status status = status();
      assertThat(status.last("one"))
          .as("end %d", kills)
          .containsEntry("reason", "OOMKilled")
          .containsEntry("exitCode", 137L);
      assertThat(status.restarts("one")).isEqualTo(restarts);
    }
    assertThat(pause("greedy")).as("the pause is never the victim").isEqualTo(pause);
    assertThat(Proc.alive(beside)).isTrue();
    assertThat(get("greedy").restarts("two")).isZero();
    boolean v1 = Files.isDirectory(Path.of("/sys/fs/cgroup/memory"));
    assertThat(beanpod.run("describe", "pod", "greedy").ok())
        .containsPattern("OOM Kills: +" + (v1 ? KILLS : "\\d+") + "\n"); // v2 counts some twice
  }
}
