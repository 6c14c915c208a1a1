package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The rules are those of containerd's redirectLogs, whose tests have the same cases. */
class LogFormatTest {
  private static final byte[] TIME = "T".getBytes(StandardCharsets.US_ASCII);

  private final LogFormat format = new LogFormat("stdout");
  private final LogBuffer out = new LogBuffer();

  @Test
  void aLineIsOneFullEntry() {
    add("hello\n");
    assertThat(text()).isEqualTo("T stdout F hello\n");
  }

  @Test
  void theStreamIsNamed() {
    byte[] in = bytes("oh\n");
    new LogFormat("stderr").add(in, in.length, TIME, out);
    assertThat(text()).isEqualTo("T stderr F oh\n");
  }

  @Test
  void severalLinesAndEmptyOnesInOneChunk() {
    add("a\n\n\nb\n");
    assertThat(text()).isEqualTo("T stdout F a\nT stdout F \nT stdout F \nT stdout F b\n");
  }

  @Test
  void aLineAcrossChunksIsWrittenWhenItsEndHasCome() {
    add("he");
    add("ll");
    assertThat(text()).isEmpty();
    add("o\nwor");
    assertThat(text()).isEqualTo("T stdout F hello\n");
    add("ld\n");
    assertThat(text()).isEqualTo("T stdout F hello\nT stdout F world\n");
  }

  @Test
  void onlyTheLengthThatIsGivenCounts() {
    byte[] in = bytes("ab\ncd\n");
    format.add(in, 3, TIME, out);
    assertThat(text()).isEqualTo("T stdout F ab\n");
  }

  @Test
  void aLineOfExactlyTheLimitIsNotCut() {
    String line = "x".repeat(LogFormat.MAX_LINE);
    add(line + "\n");
    assertThat(text()).isEqualTo("T stdout F " + line + "\n");
  }

  @Test
  void aLongerLineIsCutIntoPartsAndItsEndIsFull() {
    add("x".repeat(LogFormat.MAX_LINE) + "y\n");
    assertThat(text())
        .isEqualTo("T stdout P " + "x".repeat(LogFormat.MAX_LINE) + "\nT stdout F y\n");
  }

  @Test
  void theCutsAreTheSameHoweverTheBytesCome() {
    String line = "0123456789".repeat(5000);
    add(line + "\n");
    String atOnce = text();
    for (int chunk : new int[] {1, 7, 4096, LogFormat.MAX_LINE, LogFormat.MAX_LINE + 1}) {
      LogFormat other = new LogFormat("stdout");
      LogBuffer pieces = new LogBuffer();
      byte[] in = bytes(line + "\n");
      for (int from = 0; from < in.length; from += chunk) {
        byte[] piece = java.util.Arrays.copyOfRange(in, from, Math.min(in.length, from + chunk));
        other.add(piece, piece.length, TIME, pieces);
      }
      assertThat(text(pieces)).as("chunks of " + chunk).isEqualTo(atOnce);
    }
    assertThat(atOnce.lines().map(l -> l.substring(9, 10)))
        .containsExactly("P", "P", "P", "F"); // 50,000 bytes are 3 * 16,384 and a rest
  }

  @Test
  void whatHasNoLineBreakAtTheEndIsAPart() {
    add("a\nb");
    format.end(TIME, out);
    assertThat(text()).isEqualTo("T stdout F a\nT stdout P b\n");
  }

  @Test
  void anEndWithNothingLeftAddsNothing() {
    add("a\n");
    format.end(TIME, out);
    assertThat(text()).isEqualTo("T stdout F a\n");
  }

  @Test
  void anyByteButTheLineBreakGoesThroughAsItIs() {
    byte[] in = new byte[256];
    for (int i = 0; i < 256; i++) {
      in[i] = (byte) i;
    }
    format.add(in, in.length, TIME, out);
    format.end(TIME, out);
    String all = latin(in);
    assertThat(text())
        .isEqualTo(
            "T stdout F " + all.substring(0, 10) + "\nT stdout P " + all.substring(11) + "\n");
  }

  @Test
  void aBurstIsForgottenTogetherWithItsMemory() {
    add("\n".repeat(64 * 1024));
    assertThat(text().length()).isEqualTo(64 * 1024 * "T stdout F \n".length());
    out.clear();
    assertThat(text()).isEmpty();
    add("a\n");
    assertThat(text()).isEqualTo("T stdout F a\n");
  }

  private void add(String text) {
    byte[] in = bytes(text);
    format.add(in, in.length, TIME, out);
  }

  private String text() {
    return text(out);
  }

  private static String text(LogBuffer buffer) {
    return latin(buffer.content());
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
