package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminationMessageTest {
  private static final String TIME = "2026-01-31T10:00:00.123456789Z";
  private static final int ALL = TerminationMessage.max(1);

  @TempDir private Path dir;

  @Test
  void aFileIsTakenAsItIs() throws IOException {
    assertThat(ofFile("bye\n", ALL)).isEqualTo("bye\n");
    assertThat(ofFile("", ALL)).isEmpty();
    assertThat(ofFile("größe", ALL)).isEqualTo("größe");
  }

  @Test
  void aFileThatNobodyMadeSaysNothing() throws IOException {
    assertThat(TerminationMessage.ofFile(dir.resolve("none"), ALL)).isEmpty();
    assertThat(TerminationMessage.ofLog(dir.resolve("none"), ALL)).isEmpty();
  }

  @Test
  void ofALongFileTheLast4096BytesCount() throws IOException {
    String end = "a" + "b".repeat(4095);
    assertThat(ofFile("first" + end, ALL)).isEqualTo(end);
    assertThat(ofFile(end, ALL)).isEqualTo(end);
  }

  @Test
  void aPodsContainersShare12KiB() {
    assertThat(TerminationMessage.max(1)).isEqualTo(4096);
    assertThat(TerminationMessage.max(3)).isEqualTo(4096);
    assertThat(TerminationMessage.max(4)).isEqualTo(3072);
    assertThat(TerminationMessage.max(24)).isEqualTo(512);
  }

  /** The kubelet reads the end of the file, and its status manager keeps the beginning of that. */
  @Test
  void whatExceedsTheShareIsCutOffItsEnd() throws IOException {
    assertThat(ofFile("first" + "a".repeat(3072) + "b".repeat(1024), 3072))
        .isEqualTo("a".repeat(3072));
    assertThat(ofLog(line("F", "ab".repeat(300)), 512)).isEqualTo("ab".repeat(256));
  }

  @Test
  void ofALogTheContentCounts() throws IOException {
    assertThat(ofLog("", ALL)).isEmpty();
    assertThat(ofLog(line("F", "one") + TIME + " stderr F two words\n" + line("F", ""), ALL))
        .isEqualTo("one\ntwo words\n\n");
  }

  @Test
  void piecesOfALineAreJoined() throws IOException {
    assertThat(ofLog(line("P", "one") + line("P", " and ") + line("F", "two"), ALL))
        .isEqualTo("one and two\n");
  }

  @Test
  void theLast80LinesOfALogCount() throws IOException {
    StringBuilder log = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      log.append(line("F", "l" + i));
      expected.append(i < 20 ? "" : "l" + i + "\n");
    }
    assertThat(ofLog(log.toString(), ALL)).isEqualTo(expected.toString());
  }

  @Test
  void theLast2048BytesOfALogCount() throws IOException {
    String x = "x".repeat(999);
    assertThat(ofLog(line("F", "a" + x) + line("F", "b" + x) + line("F", "c" + x), ALL))
        .isEqualTo("x".repeat(45) + "\nb" + x + "\nc" + x + "\n")
        .hasSize(2048);
  }

  /** However far back its beginning lies: a line's pieces have up to 16 KiB. */
  @Test
  void theEndOfAVeryLongLineCounts() throws IOException {
    String piece = "y".repeat(LogFormat.MAX_LINE);
    assertThat(ofLog(line("P", piece) + line("P", piece) + line("F", piece), ALL))
        .isEqualTo("y".repeat(2047) + "\n");
    assertThat(ofLog(line("F", piece + "z").repeat(3), ALL)).isEqualTo("y".repeat(2046) + "z\n");
  }

  @Test
  void aLogThatEndsInTheMiddleOfALineIsReadToItsEnd() throws IOException {
    assertThat(ofLog(line("F", "one") + TIME + " stdout F tw", ALL)).isEqualTo("one\ntw\n");
  }

  private static String line(String tag, String content) {
    return TIME + " stdout " + tag + " " + content + "\n";
  }

  private String ofFile(String content, int max) throws IOException {
    return TerminationMessage.ofFile(file(content), max);
  }

  private String ofLog(String content, int max) throws IOException {
    return TerminationMessage.ofLog(file(content), max);
  }

  private Path file(String content) throws IOException {
    return Files.write(dir.resolve("file"), content.getBytes(StandardCharsets.UTF_8));
  }
}
