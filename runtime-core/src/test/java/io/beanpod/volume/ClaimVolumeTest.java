package io.beanpod.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Flock;
import io.beanpod.model.FsGroup;
import io.beanpod.store.JsonText;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a claim's volume may be, and that it is waited for and not worked upon by the event loop.
 */
class ClaimVolumeTest {
  @TempDir private Path base;
  private Root root;
  private Path disk;

  @BeforeEach
  void root() {
    root = Root.below(base);
    disk = base.resolve("disk");
  }

  private void write(ObjectKind kind, String name, String fields) throws IOException {
    String text =
        "{\"apiVersion\":\"v1\",\"kind\":\""
            + kind.kind()
            + "\",\"metadata\":{\"name\":\""
            + name
            + "\",\"namespace\":\"default\"},"
            + fields
            + "}";
    new ObjectStore(root)
        .write(
            new StoredObject(kind, JsonText.object(disk, text.getBytes(StandardCharsets.UTF_8))));
  }

  private void bound(String mode, String source) throws IOException {
    write(
        ObjectKind.PERSISTENT_VOLUME_CLAIM,
        "data",
        "\"spec\":{\"volumeName\":\"one\",\"accessModes\":[\""
            + mode
            + "\"]},\"status\":{\"phase\":\"Bound\"}");
    write(ObjectKind.PERSISTENT_VOLUME, "one", "\"spec\":{" + source + "}");
  }

  private String local() {
    return "\"local\":{\"path\":\"" + disk + "\"}";
  }

  private PodVolumes volumes(String uid, Optional<FsGroup> group) {
    return new PodVolumes(
        new VolumesPlan(List.of(new VolumePlan.Claim("v", "data", false, false)), group),
        root,
        "default",
        uid,
        Duration.ZERO);
  }

  private List<String> setUp() {
    return volumes("uid-1", Optional.empty()).setUp(() -> {});
  }

  @ParameterizedTest
  @CsvSource({"''", "DirectoryOrCreate"})
  void aHostPathIsMade(String type) throws IOException {
    bound("ReadWriteOnce", "\"hostPath\":{\"path\":\"" + disk + "\",\"type\":\"" + type + "\"}");
    assertThat(setUp()).isEmpty();
    assertThat(disk).isDirectory();
  }

  @Test
  void aHostPathIsOfItsType() throws IOException {
    Files.createDirectory(disk);
    bound("ReadWriteOnce", "\"hostPath\":{\"path\":\"" + disk + "\",\"type\":\"File\"}");
    assertThat(setUp())
        .containsExactly(
            "MountVolume.SetUp failed for volume \"v\" : hostPath type check failed: "
                + disk
                + " is not a file");
  }

  @Test
  void aLocalVolumeHasToBeThere() throws IOException {
    bound("ReadWriteOnce", local());
    assertThat(setUp()).hasSize(1).first().asString().contains(disk + ": ENOENT");
    Files.createDirectory(disk);
    assertThat(setUp()).isEmpty();
  }

  /** Whatever the path leads by, and whatever containers lock in the volume. */
  @Test
  void onePodAtATimeHasAVolumeForItself() throws IOException {
    Path real = Files.createDirectory(base.resolve("real"));
    Files.createSymbolicLink(disk, real);
    bound("ReadWriteOncePod", local());
    PodVolumes first = volumes("uid-1", Optional.empty());
    try (Flock theApplications = Flock.tryDirectory(real).orElseThrow()) {
      assertThat(first.setUp(() -> {})).isEmpty();
    }
    Flock.tryDirectory(real).orElseThrow().close();
    PodVolumes second = volumes("uid-2", Optional.empty());
    assertThat(second.setUp(() -> {}))
        .containsExactly(
            "MountVolume.SetUp failed for volume \"v\" : volume uses the ReadWriteOncePod access"
                + " mode and is already in use by another pod");
    first.tearDown();
    assertThat(second.setUp(() -> {})).isEmpty();
    second.tearDown();
  }

  /** It may hold millions of files, and the pause has requests to answer. */
  @Test
  void itsFilesAreGivenToTheGroupAside() throws Exception {
    Path file = Files.createFile(Files.createDirectory(disk).resolve("file"));
    bound("ReadWriteOnce", local());
    int gid = (int) Files.getAttribute(disk, "unix:gid");
    PodVolumes volumes = volumes("uid-1", Optional.of(new FsGroup(gid, false)));
    CompletableFuture<Thread> by = new CompletableFuture<>();
    assertThat(volumes.setUp(() -> by.complete(Thread.currentThread()))).isEmpty();
    assertThat(by.get(1, TimeUnit.MINUTES)).isNotSameAs(Thread.currentThread());
    assertThat(volumes.setUp(() -> {})).isEmpty();
    assertThat(volumes.ready()).isTrue();
    assertThat((int) Files.getAttribute(file, "unix:mode") & 0060).isEqualTo(0060);
    assertThat((int) Files.getAttribute(disk, "unix:mode") & 02070).isEqualTo(02070);
  }
}
