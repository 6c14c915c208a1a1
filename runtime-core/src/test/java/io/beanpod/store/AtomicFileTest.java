package io.beanpod.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path dir;

  @Test
  void makesAndReplaces() throws IOException {
    Path file = dir.resolve("pod.json");
    AtomicFile.write(file, "größer", 0600);
    assertThat(file).hasContent("größer");
    AtomicFile.write(file, "s", 0600);
    assertThat(file).hasContent("s");
    assertThat(dir.toFile().list()).containsExactly("pod.json");
  }

  @Test
  void theModeIsThatOfTheCallEvenOfAFileThatWasOpenToAll() throws IOException {
    Path file = Files.writeString(dir.resolve("secret"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    AtomicFile.write(file, "new", 0600);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aSymlinkIsReplacedAndNotFollowed() throws IOException {
    Path other = Files.writeString(dir.resolve("other"), "other's");
    Path link = Files.createSymbolicLink(dir.resolve("link"), other);
    AtomicFile.write(link, "mine", 0600);
    assertThat(other).hasContent("other's");
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(link).hasContent("mine");
  }

  @Test
  void aFailureLeavesNothing() throws IOException {
    Path directory = Files.createDirectory(dir.resolve("taken"));
    Files.writeString(directory.resolve("full"), "x");
    assertThatThrownBy(() -> AtomicFile.write(directory, "text", 0600))
        .isInstanceOf(IOException.class);
    assertThat(dir.toFile().list()).containsExactly("taken");
  }

  @Test
  void ofManyWritersEachWritesAllOrNothing() throws Exception {
    Path file = dir.resolve("pod.json");
    List<Future<?>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        String content = "abcd".substring(i, i + 1).repeat(10_000 * (i + 1));
        writers.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 200; round++) {
                    AtomicFile.write(file, content, 0600);
                    String seen = Files.readString(file);
                    int writer = seen.charAt(0) - 'a';
                    assertThat(seen).hasSize(10_000 * (writer + 1));
                    assertThat(seen.chars().distinct().count()).isEqualTo(1);
                  }
                  return null;
                }));
      }
    }
    for (Future<?> writer : writers) {
      assertNoFailure(writer);
    }
    assertThat(dir.toFile().list()).containsExactly("pod.json");
  }

  private static void assertNoFailure(Future<?> writer) throws Exception {
    try {
      writer.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
