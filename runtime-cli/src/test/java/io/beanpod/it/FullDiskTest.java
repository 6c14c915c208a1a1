package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A disk for the pods' state that is full while a pod lives and ends. */
class FullDiskTest extends PodTest {

  @Test
  void theStatusFollowsWhenThereIsRoomAgain() throws IOException {
    Path run = Files.createDirectories(root.resolve("run/beanpod"));
    Path filler = run.resolve("filler");
    beanpod.other("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", run.toString()).ok();
    try {
      apply(
          Manifest.pod("web")
              .spec("restartPolicy", "OnFailure")
              .backOff("0", "0")
              .script(
                  "one",
                  "until [ -e /dev/shm/go ]; do sleep 0.02; done;"
                      + " [ -e /dev/shm/again ] && echo over && exit 0;"
                      + " touch /dev/shm/again; exit 5"));
      await("web", "runs", s -> s.is("one", "running"));
      beanpod.other("dd", "if=/dev/zero", "of=" + filler, "bs=4k");
      sh("web", "touch /dev/shm/go");
      awaitLog("web", "one", "over"); // it has come to its end, of which nothing can be written
      Files.delete(filler);
      Status status = awaitPhase("web", "Succeeded");
      assertThat(status.restarts("one")).isEqualTo(1);
      assertThat(status.last("one")).containsEntry("exitCode", 5L);
      beanpod.run("describe", "pod", "web").ok();
    } finally {
      Files.deleteIfExists(filler);
      beanpod.run("delete", "pod", "web", "--force", "--ignore-not-found").ok();
      beanpod.other("umount", run.toString()).ok();
    }
  }
}
