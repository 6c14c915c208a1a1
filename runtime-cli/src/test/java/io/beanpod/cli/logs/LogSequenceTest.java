package io.beanpod.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log and its rotated files, read as one. */
class LogSequenceTest {
  private static final String TIME = "2026-01-01T00:00:0";

  @TempDir Path dir;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Path log;

  @BeforeEach
  void log() {
    log = dir.resolve("0.log");
  }

  private static String entry(int second, String tag, String text) {
    return TIME + second + ".000000001Z stdout " + tag + " " + text + "\n";
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(
        dir.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** As the relay does it. */
  private void rotate(String time) throws IOException {
    Files.createLink(dir.resolve("0.log." + time), log);
    Files.delete(log);
    write("0.log", "");
  }

  private static LogOptions options(OptionalLong tail, String since) {
    return new LogOptions(tail, since.isEmpty() ? Optional.empty() : Optional.of(since), false);
  }

  private String print(LogOptions options) throws IOException {
    bytes.reset();
    Output out = new Output(bytes);
    try (LogReader reader =
        new LogReader(log, options, "", new LogSink(out, OptionalLong.empty()))) {
      reader.pump();
      reader.finish(true);
    }
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void threeFiles() throws IOException {
    write("0.log.20260101-000001", entry(1, "F", "one") + entry(1, "P", "tw"));
    write("0.log.20260101-000001.001", entry(2, "P", "o,") + entry(2, "F", " two"));
    write("0.log", entry(3, "F", "three") + entry(4, "F", "four"));
    write("10.log", entry(5, "F", "another container's"));
    write(".0.log", "about to be the next one");
  }

  @Test
  void allOfItIsPrintedInOrder() throws IOException {
    threeFiles();
    assertThat(print(options(OptionalLong.empty(), ""))).isEqualTo("one\ntwo, two\nthree\nfour\n");
  }

  @Test
  void tailReachesIntoRotatedFiles() throws IOException {
    threeFiles();
    assertThat(print(options(OptionalLong.of(1), ""))).isEqualTo("four\n");
    assertThat(print(options(OptionalLong.of(3), ""))).isEqualTo("two, two\nthree\nfour\n");
    assertThat(print(options(OptionalLong.of(9), ""))).isEqualTo("one\ntwo, two\nthree\nfour\n");
    assertThat(print(options(OptionalLong.of(0), ""))).isEmpty();
  }

  @Test
  void sinceReachesIntoRotatedFiles() throws IOException {
    threeFiles();
    assertThat(print(options(OptionalLong.empty(), TIME + "2"))).isEqualTo("o, two\nthree\nfour\n");
  }

  @Test
  void aReaderGoesOnThroughRotations() throws IOException {
    write("0.log", entry(1, "F", "one"));
    Output out = new Output(bytes);
    LogSink sink = new LogSink(out, OptionalLong.empty());
    try (LogReader reader = new LogReader(log, options(OptionalLong.empty(), ""), "", sink)) {
      assertThat(reader.pump()).isTrue();
      assertThat(reader.advance()).isFalse();
      write("0.log", entry(1, "F", "written after it was read"));
      rotate("20260101-000001");
      write("0.log", entry(2, "F", "two"));
      rotate("20260101-000001.001");
      write("0.log", entry(3, "F", "three"));
      assertThat(reader.advance()).isTrue();
      assertThat(reader.pump()).isTrue();
      rotate("20260101-000003");
      for (String old : List.of("20260101-000001", "20260101-000001.001", "20260101-000003")) {
        Files.delete(dir.resolve("0.log." + old)); // as a relay in a hurry does
      }
      write("0.log", entry(4, "F", "four"));
      assertThat(reader.advance()).isTrue();
      assertThat(reader.pump()).isTrue();
      assertThat(reader.advance()).isFalse();
      reader.finish(true);
    }
    out.flush();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("one\nwritten after it was read\ntwo\nthree\nfour\n");
  }

  @Test
  void aFileThatHasTwoNamesJustNowIsReadOnce() throws IOException {
    write("0.log", entry(1, "F", "one"));
    Files.createLink(dir.resolve("0.log.20260101-000001"), log);
    assertThat(print(options(OptionalLong.empty(), ""))).isEqualTo("one\n");
  }

  @Test
  void noneIsAnError() {
    assertThatThrownBy(() -> LogSequence.open(log)).isInstanceOf(NoSuchFileException.class);
  }
}
