package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container that forks ten thousand times, and those beside it in its pod and in another. */
@Tag("cgroup")
class ForkBombTest extends PodTest {
  private static final int LIMIT = 40;

  /** As many processes as it may have; then awk, which outlives forks that fail. */
  private static final String BOMB =
      "mkfifo /never; i=1; while [ $i -lt 40 ]; do sleep 1000 & i=$((i+1)); done;"
          + " exec awk 'BEGIN { for (i = 0; i < 10000; i++) failed += system(\"true\") != 0;"
          + " print \"failed\", failed; fflush(); getline < \"/never\" }'";

  /** Counts its forks, in a file. */
  private static final String CALM =
      "n=0; while :; do /bin/true || exit 1; n=$((n+1)); echo $n > /count; done";

  @Test
  void itsNeighboursForkOn() throws Exception {
    apply(Manifest.pod("other").script("calm", CALM));
    apply(
        Manifest.pod("web")
            .annotation("beanpod.io/container-pids-limit", "" + LIMIT)
            .script("calm", CALM)
            .script("bomb", "until [ -e /dev/shm/go ]; do usleep 1000; done; " + BOMB));
    sh("web", "touch /dev/shm/go");
    Await.until("ten thousand tries", () -> failed().startsWith("failed "), () -> failed());
    assertThat(failed()).isEqualTo("failed 10000\n");
    assertThat(pids("web", "bomb", "pids.current")).isEqualTo(LIMIT);
    assertThat(pids("web", "bomb", "pids.events")).isGreaterThanOrEqualTo(10_000);
    for (String pod : new String[] {"web", "other"}) {
      long before = count(pod);
      Await.until(pod + " forks on", () -> count(pod) > before + 20, () -> count(pod));
      assertThat(pids(pod, "calm", "pids.events")).as("forks of %s refused", pod).isZero();
      assertThat(get(pod).restarts("calm")).isZero();
      assertThat(Proc.alive(pause(pod))).isTrue();
    }
  }

  private String failed() {
    return beanpod.run("logs", "web", "-c", "bomb").ok();
  }

  private long count(String pod) {
    try {
      String count = Files.readString(Path.of("/proc/" + pid(pod, "calm") + "/root/count")).strip();
      return count.isEmpty() ? 0 : Long.parseLong(count); // it may be being written
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** The first number in a file of a container's cgroup: {@code max 7} of pids.events is 7. */
  private long pids(String pod, String container, String file) throws IOException {
    Map<String, String> cgroups = Proc.cgroups(pid(pod, container));
    boolean v1 = cgroups.containsKey("pids");
    Path directory =
        Path.of("/sys/fs/cgroup" + (v1 ? "/pids" : "") + cgroups.get(v1 ? "pids" : ""));
    return Long.parseLong(Files.readString(directory.resolve(file)).strip().replace("max ", ""));
  }
}
