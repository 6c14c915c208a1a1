package io.beanpod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubPathTest {
  private static final int ROUNDS = 20_000;

  @TempDir private Path temp;
  private Path volume;
  private Path outside;
  private Fd top;

  @BeforeEach
  void make() throws IOException {
    volume = Files.createDirectory(temp.resolve("volume"));
    outside = Files.createDirectory(temp.resolve("outside"));
    top = Fd.open(volume.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0);
  }

  @AfterEach
  void close() {
    top.close();
  }

  private static long inode(Path path) throws IOException {
    return (Long) Files.getAttribute(path, "unix:ino");
  }

  private long open(String path) throws SyscallException {
    try (Fd opened = SubPath.openOrMake(top, path)) {
      return FileStat.of(opened).inode();
    }
  }

  @Test
  void whatIsMissingIsMadeAsTheVolumeIs() throws IOException {
    try (Fd readable = Fd.open(volume.toString(), Fd.O_RDONLY, 0)) {
      At.fchmod(readable, 02770);
    }
    Files.createDirectory(volume.resolve("real"));
    Files.createSymbolicLink(volume.resolve("link"), Path.of("./real"));
    assertThat(open("link//./a/b/")).isEqualTo(inode(volume.resolve("real/a/b")));
    for (String made : Set.of("real/a", "real/a/b")) {
      assertThat((int) Files.getAttribute(volume.resolve(made), "unix:mode") & 07777)
          .isEqualTo(02770);
    }
  }

  @Test
  void whatIsOnlyOpenedIsNotMade() {
    assertThatThrownBy(() -> SubPath.open(top, "typo"))
        .isInstanceOfSatisfying(
            SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    assertThat(volume).isEmptyDirectory();
  }

  @Test
  void aFileAndASymlinkToOneAreTaken() throws IOException {
    Path file = Files.writeString(volume.resolve("file"), "x");
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("file"));
    assertThat(open("file")).isEqualTo(inode(file));
    assertThat(open("..data")).isEqualTo(inode(file));
    assertThatThrownBy(() -> open("file/below"))
        .isInstanceOfSatisfying(
            SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTDIR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../outside", "/", "OUTSIDE", "/proc/self/root", "/proc/self/cwd"})
  void noSymlinkLeadsOut(String target) throws IOException {
    Path to = Path.of(target.replace("OUTSIDE", outside.toString()));
    Files.createSymbolicLink(volume.resolve("evil"), to);
    for (String path : Set.of("evil", "evil/made", "evil/a/b")) {
      assertThatThrownBy(() -> open(path)).as(path).isInstanceOf(SyscallException.class);
    }
    assertThat(outside).isEmptyDirectory();
    assertThat(temp.resolve("made")).doesNotExist();
  }

  /** CVE-2021-25741: a directory becomes a symlink, and a directory again, all the time. */
  @Test
  void aRaceIsNotWon() throws Exception {
    Files.createDirectory(volume.resolve("sub"));
    Files.createSymbolicLink(volume.resolve("evil"), outside);
    Set<Long> forbidden = Set.of(inode(outside), inode(temp), inode(volume));
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<Exception> failed = new AtomicReference<>();
    Thread racer = new Thread(() -> swap(over, failed));
    racer.start();
    int opened = 0;
    int refused = 0;
    for (int i = 0; i < ROUNDS || (opened == 0 || refused == 0) && failed.get() == null; i++) {
      try {
        assertThat(forbidden).doesNotContain(open("sub/" + i % 3));
        opened++;
      } catch (SyscallException e) {
        refused++;
      }
    }
    over.set(true);
    racer.join();
    assertThat(failed.get()).isNull();
    assertThat(opened).isPositive();
    assertThat(refused).as("the symlink was met").isPositive();
    assertThat(outside).isEmptyDirectory();
  }

  private void swap(AtomicBoolean over, AtomicReference<Exception> failed) {
    try (Fd dir = Fd.open(volume.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      while (!over.get()) {
        At.renameat2(dir, "sub", dir, "evil", At.RENAME_EXCHANGE);
      }
    } catch (SyscallException e) {
      failed.set(e);
    }
  }
}
