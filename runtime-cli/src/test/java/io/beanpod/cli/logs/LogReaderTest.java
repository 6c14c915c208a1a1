package io.beanpod.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  private static final String LOG =
      """
      2026-01-01T00:00:00.000000001Z stdout F one
      2026-01-01T00:00:01.000000001Z stderr F two ünd
      2026-01-01T00:00:02.000000001Z stdout P three,\s
      2026-01-01T00:00:02.000000002Z stdout P in
      2026-01-01T00:00:02.000000003Z stdout F  parts
      2026-01-01T00:00:03.000000001Z stdout F\s
      2026-01-01T00:00:04.000000001Z stdout F last
      """;
  private static final LogOptions ALL =
      new LogOptions(OptionalLong.empty(), Optional.empty(), false);

  @TempDir Path dir;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Output out = new Output(bytes);

  private Path log(String text) throws IOException {
    return Files.writeString(dir.resolve("0.log"), text);
  }

  private String print(Path file, LogOptions options, String prefix, OptionalLong limit)
      throws IOException {
    bytes.reset();
    LogSink sink = new LogSink(out, limit);
    try (LogReader reader = new LogReader(file, options, prefix, sink)) {
      reader.pump();
      reader.finish(true);
    }
    sink.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String tail(Path file, long lines) throws IOException {
    return print(
        file,
        new LogOptions(OptionalLong.of(lines), Optional.empty(), false),
        "",
        OptionalLong.empty());
  }

  @Test
  void joinsPartsOfLines() throws IOException {
    assertThat(print(log(LOG), ALL, "", OptionalLong.empty()))
        .isEqualTo("one\ntwo ünd\nthree, in parts\n\nlast\n");
  }

  @Test
  void beginsLinesWithPrefixAndTime() throws IOException {
    LogOptions options = new LogOptions(OptionalLong.of(3), Optional.empty(), true);
    assertThat(print(log(LOG), options, "[pod/web/a] ", OptionalLong.empty()))
        .isEqualTo(
            "[pod/web/a] 2026-01-01T00:00:02.000000001Z three, in parts\n"
                + "[pod/web/a] 2026-01-01T00:00:03.000000001Z \n"
                + "[pod/web/a] 2026-01-01T00:00:04.000000001Z last\n");
  }

  @Test
  void countsALineInPartsOnce() throws IOException {
    Path file = log(LOG);
    assertThat(tail(file, 0)).isEmpty();
    assertThat(tail(file, 1)).isEqualTo("last\n");
    assertThat(tail(file, 2)).isEqualTo("\nlast\n");
    assertThat(tail(file, 3)).isEqualTo("three, in parts\n\nlast\n");
    assertThat(tail(file, 4)).isEqualTo("two ünd\nthree, in parts\n\nlast\n");
    assertThat(tail(file, 99)).startsWith("one\n");
  }

  @Test
  void takesLinesFromATimeOn() throws IOException {
    LogOptions options =
        new LogOptions(OptionalLong.empty(), Optional.of("2026-01-01T00:00:03.000"), false);
    assertThat(print(log(LOG), options, "", OptionalLong.empty())).isEqualTo("\nlast\n");
  }

  @Test
  void stopsAtTheLimit() throws IOException {
    assertThat(print(log(LOG), ALL, "", OptionalLong.of(6))).isEqualTo("one\ntw");
  }

  @Test
  void showsWhatIsNoCriLineAsItIs() throws IOException {
    assertThat(print(log("panic\n\n" + LOG + "cut"), ALL, "", OptionalLong.empty()))
        .isEqualTo("panic\n\none\ntwo ünd\nthree, in parts\n\nlast\ncut\n");
  }

  @Test
  void endsALineWhoseLastPartIsMissing() throws IOException {
    assertThat(print(log("2026-01-01T00:00:00Z stdout P half\n"), ALL, "", OptionalLong.empty()))
        .isEqualTo("half\n");
  }

  @Test
  void readsOnWhereItStopped() throws IOException {
    Path file = log("2026-01-01T00:00:00Z stdout F a\n2026-01-01T00:00:00Z std");
    LogSink sink = new LogSink(out, OptionalLong.empty());
    try (LogReader reader = new LogReader(file, ALL, "", sink)) {
      assertThat(reader.pump()).isTrue();
      assertThat(reader.pump()).isFalse();
      Files.writeString(file, "out F b\n", StandardOpenOption.APPEND);
      assertThat(reader.pump()).isTrue();
      reader.finish(true);
    }
    sink.flush();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("a\nb\n");
  }

  @Test
  void linesLongerThanTheBufferStayWhole() throws IOException {
    String text = "x".repeat(1_000_000);
    assertThat(
            print(
                log("2026-01-01T00:00:00Z stdout F " + text + "\n"), ALL, "", OptionalLong.empty()))
        .isEqualTo(text + "\n");
  }

  /** Against a plain reading of the whole file, with lines across the blocks that are read. */
  @Test
  void theTailIsTheEndOfTheWhole() throws IOException {
    Random random = new Random(7);
    StringBuilder log = new StringBuilder();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 6000; i++) {
      boolean full = i == 5999 || random.nextInt(4) > 0;
      String part = i + "x".repeat(random.nextInt(90));
      log.append("2026-01-01T00:00:00.000000001Z ")
          .append(random.nextBoolean() ? "stdout" : "stderr");
      log.append(full ? " F " : " P ").append(part).append('\n');
      line.append(part);
      if (full) {
        lines.add(line + "\n");
        line.setLength(0);
      }
    }
    Path file = log(log.toString());
    assertThat(Files.size(file)).isGreaterThan(5 * 64 * 1024);
    for (int count = 1; count < lines.size() + 2; count += 1 + random.nextInt(40)) {
      int from = Math.max(0, lines.size() - count);
      assertThat(tail(file, count)).isEqualTo(String.join("", lines.subList(from, lines.size())));
    }
    try (LogSequence channel = LogSequence.open(file)) {
      assertThat(TailStart.of(channel, lines.size())).isZero();
    }
  }
}
