package io.beanpod.it;

import static io.beanpod.it.VolumesTest.mount;
import static io.beanpod.it.VolumesTest.volume;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A container that swaps directories of a volume with symlinks while others of its pod are started
 * with mounts of it: it never leads the runtime out.
 */
class MountRacesTest extends PodTest {
  private static final int VICTIMS = 6;

  private Path host() throws IOException {
    return Files.createTempDirectory(root, "host");
  }

  private void awaitRestarts() {
    await(
        "web",
        "many restarts",
        status -> {
          long restarts = 0;
          for (int i = 0; i < VICTIMS; i++) {
            restarts += status.restarts("victim-" + i);
          }
          return restarts > 3 * VICTIMS;
        });
  }

  /** CVE-2021-25741: the directory becomes a symlink between the check and the mount. */
  @Test
  void aRacingContainerDoesNotGetOutOfTheVolume() throws IOException {
    Path outside = host();
    Manifest pod =
        Manifest.pod("web")
            .backOff("1ms", "1ms")
            .spec("volumes", List.of(volume("v", "emptyDir", Map.of())))
            .script(
                "racer",
                "cd /v; while :; do rm -rf sub; ln -s "
                    + outside
                    + " sub; rm -f sub; ln -s ../../.. sub; rm -f sub; mkdir sub; done")
            .with("volumeMounts", List.of(mount("v", "/v")));
    for (int i = 0; i < VICTIMS; i++) {
      pod.script("victim-" + i, "touch /mnt/was-here")
          .with("volumeMounts", List.of(mount("v", "/mnt", "subPath", "sub/below")));
    }
    tryApply(pod.json()); // a first start may well lose
    awaitRestarts();
    assertThat(outside).isEmptyDirectory();
    try (Stream<Path> found = Files.walk(root.resolve("var/lib/beanpod"), 3)) {
      assertThat(found).noneMatch(path -> path.endsWith("was-here") || path.endsWith("below"));
    }
  }

  /** CVE-2021-30465: the mount path lies in another volume, whose directory becomes a symlink. */
  @Test
  void aRacingContainerDoesNotMoveAMountPath() throws IOException {
    Path outside = host();
    Path inner = host();
    Files.writeString(inner.resolve("mine"), "");
    Manifest pod =
        Manifest.pod("web")
            .backOff("1ms", "1ms")
            .spec(
                "volumes",
                List.of(
                    volume("v", "emptyDir", Map.of()),
                    volume("inner", "hostPath", Map.of("path", inner.toString()))))
            .script(
                "racer",
                "cd /v; while :; do rm -rf x; ln -s "
                    + outside
                    + " x; rm -f x; ln -s ../../../../../../../.."
                    + outside
                    + " x; rm -f x; mkdir x; done")
            .with("volumeMounts", List.of(mount("v", "/v")));
    for (int i = 0; i < VICTIMS; i++) {
      pod.script("victim-" + i, "ls /mnt/x/y/mine")
          .with("volumeMounts", List.of(mount("v", "/mnt"), mount("inner", "/mnt/x/y")));
    }
    tryApply(pod.json()); // a first start may well lose
    awaitRestarts();
    assertThat(outside).isEmptyDirectory();
    assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(outside.toString());
    try (Stream<Path> left = Files.list(inner)) {
      assertThat(left).containsExactly(inner.resolve("mine"));
    }
  }
}
