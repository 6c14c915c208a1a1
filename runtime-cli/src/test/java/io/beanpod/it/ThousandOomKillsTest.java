package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every kill for want of memory is told, however fast they follow each other: a container is killed
 * and started again a thousand times, and looked at after each.
 */
class ThousandOomKillsTest extends PodTest {
  private static final int KILLS = Integer.getInteger("beanpod.oomKills", 1000);

  /** Waits for leave, which is good for one start, and takes more memory than it may. */
  private static final String GREEDY =
      "until rm /dev/shm/go 2>/dev/null; do usleep 500; done;"
          + " exec dd if=/dev/zero of=/dev/null bs=100M count=1 2>/dev/null";

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
    Path shm = Path.of("/proc/" + beside + "/root/dev/shm");
    for (int kills = 1; kills <= KILLS; kills++) {
      Files.createFile(shm.resolve("go"));
      long restarts = kills;
      Status status = await("greedy", "restart " + kills, s -> s.restarts("one") >= restarts);
      assertThat(status.last("one"))
          .as("end %d", kills)
          .containsEntry("reason", "OOMKilled")
          .containsEntry("exitCode", 137L);
      assertThat(status.restarts("one")).isEqualTo(restarts);
    }
    assertThat(pause("greedy")).as("the pause is never the victim").isEqualTo(pause);
    assertThat(Proc.alive(beside)).isTrue();
    assertThat(get("greedy").restarts("two")).isZero();
    assertThat(beanpod.run("describe", "pod", "greedy").ok())
        .containsPattern(
            "OOM Kills: +"
                + (Files.isDirectory(Path.of("/sys/fs/cgroup/memory")) ? KILLS + "\n" : "\\d+"));
  }
}
