package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.LogLimits;
import io.beanpod.lifecycle.TestClock;
import io.beanpod.linux.NativeBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final byte[] NOTHING = {};

  @TempDir Path dir;
  private final TestClock clock = new TestClock();
  private final List<LogTrouble> troubles = new ArrayList<>();
  private final NativeBuffer transfer = new NativeBuffer(16);
  private final LogBuffer out = new LogBuffer();

  @AfterEach
  void close() {
    transfer.close();
  }

  private LogFile open(long maxBytes, int maxFiles) {
    return new LogFile(
        "app", dir.resolve("0.log"), new LogLimits(maxBytes, maxFiles), clock, troubles::add);
  }

  private void write(LogFile file, String... lines) {
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      out.entry(NOTHING, NOTHING, NOTHING, 0, bytes, 0, bytes.length);
    }
    file.write(out, transfer);
    out.clear();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(dir.resolve(name));
  }

  @Test
  void whatFitsStaysInOneFile() throws IOException {
    try (LogFile file = open(10, 5)) {
      write(file, "abcd", "efgh");
    }
    assertThat(files()).containsExactly("0.log");
    assertThat(read("0.log")).isEqualTo("abcd\nefgh\n");
    assertThat(troubles).isEmpty();
  }

  @Test
  void noFileIsLargerThanAllowedAndNoEntryIsParted() throws IOException {
    try (LogFile file = open(10, 9)) {
      write(file, "abc", "def", "ghi", "jkl", "mno");
    }
    assertThat(files())
        .containsExactly("0.log", "0.log.20260131-100000", "0.log.20260131-100000.001");
    assertThat(read("0.log.20260131-100000")).isEqualTo("abc\ndef\n");
    assertThat(read("0.log.20260131-100000.001")).isEqualTo("ghi\njkl\n");
    assertThat(read("0.log")).isEqualTo("mno\n");
  }

  @Test
  void anEntryLongerThanAFileHasOneOfItsOwn() throws IOException {
    try (LogFile file = open(4, 9)) {
      write(file, "a", "longer than the file", "b");
    }
    assertThat(read("0.log.20260131-100000")).isEqualTo("a\n");
    assertThat(read("0.log.20260131-100000.001")).isEqualTo("longer than the file\n");
    assertThat(read("0.log")).isEqualTo("b\n");
  }

  @Test
  void theOldestGoesFirst() throws IOException {
    try (LogFile file = open(3, 3)) {
      write(file, "a", "b", "c", "d", "e");
    }
    assertThat(files())
        .containsExactly("0.log", "0.log.20260131-100000.002", "0.log.20260131-100000.003");
    assertThat(read("0.log.20260131-100000.002")).isEqualTo("c\n");
    assertThat(read("0.log")).isEqualTo("e\n");
  }

  @Test
  void aFullDiskCostsLinesThatAreCounted() throws IOException {
    Path log = dir.resolve("0.log");
    Files.createSymbolicLink(log, Path.of("/dev/full"));
    try (LogFile file = open(1000, 5)) {
      write(file, "one", "two");
      assertThat(file.isFailing()).isTrue();
      assertThat(troubles).hasSize(1);
      assertThat(troubles.get(0).over()).isFalse();
      assertThat(troubles.get(0).container()).isEqualTo("app");
      assertThat(troubles.get(0).reason()).isEqualTo("LogWriteFailed");
      assertThat(troubles.get(0).message()).contains(log.toString()).contains("ENOSPC");

      clock.advance(LogFile.RETRY_MILLIS);
      write(file, "three");
      assertThat(troubles).as("told once").hasSize(1);

      Files.delete(log);
      write(file, "four");
      assertThat(log).as("not tried again within a second").doesNotExist();
      clock.advance(LogFile.RETRY_MILLIS);
      write(file, "five");
    }
    String text = read("0.log");
    assertThat(text)
        .contains(" stderr F beanpod: 4 lines (19 bytes) of this log are lost, since ")
        .contains("ENOSPC")
        .endsWith("\nfive\n");
    assertThat(text.lines()).hasSize(2);
    assertThat(troubles).hasSize(2);
    assertThat(troubles.get(1).over()).isTrue();
    assertThat(troubles.get(1).reason()).isEqualTo("LogRecovered");
  }

  @Test
  void aLogThatCantBeOpenedIsTriedAgain() throws IOException {
    Path log = dir.resolve("none/0.log");
    try (LogFile file = new LogFile("app", log, LogLimits.DEFAULT, clock, troubles::add)) {
      write(file, "lost");
      assertThat(troubles).hasSize(1);
      assertThat(troubles.get(0).message()).contains("ENOENT");
      Files.createDirectory(dir.resolve("none"));
    }
    assertThat(Files.readString(log)).as("at its end at the latest").contains("1 lines (5 bytes)");
  }

  @Test
  void aRotationThatFailsLosesNothing() throws IOException {
    Path blocked = dir.resolve("0.log.20260131-100000");
    try (LogFile file = open(4, 5)) {
      Files.writeString(blocked, "in the way");
      write(file, "abc", "def");
      assertThat(read("0.log")).isEqualTo("abc\ndef\n");
      clock.advance(LogFile.RETRY_MILLIS);
      write(file, "ghi");
    }
    assertThat(read("0.log")).isEqualTo("ghi\n");
    assertThat(Files.readString(blocked)).isEqualTo("in the way");
    assertThat(troubles).isEmpty();
  }
}
