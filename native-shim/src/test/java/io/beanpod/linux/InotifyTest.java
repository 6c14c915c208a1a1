package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InotifyTest {
  private static final int ALL =
      Inotify.IN_CREATE
          | Inotify.IN_MODIFY
          | Inotify.IN_CLOSE_WRITE
          | Inotify.IN_MOVED_FROM
          | Inotify.IN_MOVED_TO
          | Inotify.IN_DELETE;

  @TempDir Path dir;

  private static String told(Inotify.Event event) {
    return Integer.toHexString(event.mask() & 0xfff) + " " + event.name();
  }

  @Test
  void tellsWhatHappensInOrder() throws IOException {
    try (Inotify inotify = new Inotify()) {
      int watch = inotify.watch(dir.toString(), ALL);
      assertThat(inotify.await(0)).isEmpty();
      Files.writeString(dir.resolve("new"), "text");
      Files.move(dir.resolve("new"), dir.resolve("other"), StandardCopyOption.ATOMIC_MOVE);
      Files.delete(dir.resolve("other"));
      List<Inotify.Event> events = inotify.await(-1);
      assertThat(events).extracting(Inotify.Event::watch).containsOnly(watch);
      assertThat(events)
          .extracting(InotifyTest::told)
          .containsExactly("100 new", "2 new", "8 new", "40 new", "80 other", "200 other");
      assertThat(inotify.await(0)).isEmpty();
    }
  }

  @Test
  void tellsOnlyWhatWasAskedForAndFromWhere() throws IOException {
    Path one = Files.createDirectory(dir.resolve("one"));
    Path other = Files.createDirectory(dir.resolve("other"));
    try (Inotify inotify = new Inotify()) {
      inotify.watch(one.toString(), Inotify.IN_DELETE);
      int watch = inotify.watch(other.toString(), Inotify.IN_MOVED_TO);
      assertThat(inotify.watch(other.toString(), Inotify.IN_MOVED_TO)).isEqualTo(watch);
      Files.writeString(one.resolve("file"), "");
      Files.move(one.resolve("file"), other.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
      assertThat(inotify.await(-1))
          .containsExactly(new Inotify.Event(watch, Inotify.IN_MOVED_TO, "file"));
    }
  }

  @Test
  void comesBackAtTheEndOfAProcessToo() throws Exception {
    Process process = new ProcessBuilder("sleep", "1000").start();
    try (Inotify inotify = new Inotify();
        Fd pidfd = Processes.pidfd((int) process.pid())) {
      inotify.wakeAt(pidfd);
      process.destroyForcibly();
      assertThat(inotify.await(-1)).isEmpty();
      inotify.forget(pidfd);
      inotify.watch(dir.toString(), Inotify.IN_CREATE);
      Files.writeString(dir.resolve("file"), "");
      assertThat(inotify.await(-1)).hasSize(1);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysThatAWatchHasEnded() throws IOException {
    Path gone = Files.createDirectory(dir.resolve("gone"));
    try (Inotify inotify = new Inotify()) {
      int watch = inotify.watch(gone.toString(), Inotify.IN_CREATE);
      Files.delete(gone);
      List<Inotify.Event> events = inotify.await(-1);
      assertThat(events).hasSize(1);
      assertThat(events.get(0).ended()).isTrue();
      assertThat(events.get(0).watch()).isEqualTo(watch);
    }
  }

  @Test
  void moreThanOneBufferfulIsToldBitByBit() throws IOException {
    String longName = "n".repeat(200);
    try (Inotify inotify = new Inotify()) {
      inotify.watch(dir.toString(), Inotify.IN_CREATE);
      for (int i = 0; i < 400; i++) { // 240 bytes each: more than 64 KiB
        Files.createFile(dir.resolve(longName + i));
      }
      List<String> names = new ArrayList<>();
      while (names.size() < 400) {
        List<Inotify.Event> events = inotify.await(0);
        assertThat(events).isNotEmpty();
        events.forEach(event -> names.add(event.name()));
      }
      assertThat(names).startsWith(longName + 0).endsWith(longName + 399);
    }
  }

  @Test
  void wantsADirectory() throws IOException {
    Files.writeString(dir.resolve("file"), "");
    try (Inotify inotify = new Inotify()) {
      assertThatThrownBy(() -> inotify.watch(dir.resolve("file").toString(), ALL))
          .isInstanceOf(SyscallException.class)
          .hasMessageContaining("ENOTDIR");
      assertThatThrownBy(() -> inotify.watch(dir.resolve("none").toString(), ALL))
          .hasMessageContaining("inotify_add_watch " + dir.resolve("none") + ": ENOENT");
    }
  }
}
