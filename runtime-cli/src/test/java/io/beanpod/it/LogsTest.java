package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What containers write, in files and by {@code logs}. */
class LogsTest extends PodTest {
  private static final int PIECE = 16 * 1024;

  private static Manifest once(String name, String script) {
    return Manifest.pod(name).spec("restartPolicy", "Never").script("one", script);
  }

  private void run(String name, String script) {
    apply(once(name, script));
    awaitPhase(name, "Succeeded");
  }

  private List<String> logFile(String pod) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("var/log/pods"))) {
      Path file =
          files
              .filter(path -> path.toString().contains("_" + pod + "_"))
              .filter(path -> path.endsWith("one/0.log"))
              .findFirst()
              .orElseThrow();
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void streamsAreToldApart() throws IOException {
    run("web", "echo out; echo err >&2");
    assertThat(logFile("web"))
        .hasSize(2)
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}\\S+ .*"))
        .anyMatch(line -> line.endsWith(" stdout F out"))
        .anyMatch(line -> line.endsWith(" stderr F err"));
  }

  @Test
  void longLinesAreWrittenInMarkedPieces() throws IOException {
    run("web", "head -c 40000 /dev/zero | tr '\\0' x; echo; printf end");
    assertThat(logFile("web").stream().map(line -> line.split(" ", 4)[2]).toList())
        .containsExactly("P", "P", "F", "P");
    assertThat(logFile("web").get(0).split(" ", 4)[3]).hasSize(PIECE);
    assertThat(beanpod.run("logs", "web").ok()).isEqualTo("x".repeat(40000) + "\nend");
  }

  @Test
  void nothingIsLostAtTheEnd() {
    run("web", "seq 1 200000");
    String expected =
        IntStream.rangeClosed(1, 200_000)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(beanpod.run("logs", "web").ok().equals(expected)).as("all 200000 lines").isTrue();
    assertThat(beanpod.run("logs", "web", "--tail", "3").ok())
        .isEqualTo("199998\n199999\n200000\n");
    assertThat(beanpod.run("logs", "web", "--limit-bytes", "9").ok()).isEqualTo("1\n2\n3\n4\n5");
  }

  @Test
  void bytesAreNotChanged() {
    run("web", "printf '\\377\\001\\200\\n'");
    assertThat(beanpod.run("logs", "web").bytes())
        .isEqualTo(new byte[] {(byte) 0xff, 1, (byte) 0x80, '\n'});
  }

  @Test
  void previousIsTheOneBeforeTheLastRestart() {
    apply(Manifest.pod("web").script("one", "cat /proc/sys/kernel/random/uuid; exec sleep 1000"));
    Await.until("a line", () -> !logs().isEmpty(), this::logs);
    String first = logs();
    assertThat(beanpod.run("logs", "web", "-p").oneLine()).contains("previous");
    long before = pid("web", "one");
    beanpod.other("kill", "-KILL", Long.toString(before)).ok();
    nextPid("web", "one", before);
    Await.until("another line", () -> !logs().isEmpty(), this::logs);
    assertThat(beanpod.run("logs", "web", "-p").ok()).isEqualTo(first);
    assertThat(logs()).isNotEqualTo(first);
  }

  private String logs() {
    return beanpod.run("logs", "web").ok();
  }

  @Test
  void followGoesOnUntilTheContainerEnds() throws IOException {
    apply(
        once("web", "echo begin; until [ -e /go ]; do sleep 0.02; done; seq 1 5000; printf last"));
    List<String> command = beanpod.command("logs", "-f", "web");
    Process follow = beanpod.start("logs", "-f", "web");
    byte[] begin = follow.getInputStream().readNBytes("begin\n".length());
    assertThat(new String(begin, StandardCharsets.UTF_8)).isEqualTo("begin\n");
    sh("web", "touch /go");
    String rest = Beanpod.finish(command, follow, new byte[0]).ok();
    assertThat(rest).startsWith("1\n2\n").endsWith("\n4999\n5000\nlast");
    assertThat(rest.lines().count()).isEqualTo(5001);
  }

  @Test
  void followEndsWithThePod() throws IOException {
    apply(Manifest.pod("web").script("one", "echo begin; exec sleep 1000"));
    List<String> command = beanpod.command("logs", "-f", "web");
    Process follow = beanpod.start("logs", "-f", "web");
    byte[] begin = follow.getInputStream().readNBytes("begin\n".length());
    assertThat(new String(begin, StandardCharsets.UTF_8)).isEqualTo("begin\n");
    beanpod.run("delete", "pod", "web", "--force").ok();
    assertThat(Beanpod.finish(command, follow, new byte[0]).out()).isEmpty();
  }

  @Test
  void timestampsAndSince() {
    run("web", "echo hello");
    assertThat(beanpod.run("logs", "web", "--timestamps").ok())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+\\S+ hello\n");
    assertThat(beanpod.run("logs", "web", "--since", "1h").ok()).isEqualTo("hello\n");
    assertThat(beanpod.run("logs", "web", "--since-time", "2099-01-01T00:00:00Z").ok()).isEmpty();
  }

  @Test
  void containersAreChosenByName() {
    apply(once("web", "echo from one").script("two", "echo from two"));
    awaitPhase("web", "Succeeded");
    assertThat(beanpod.run("logs", "web", "-c", "two").ok()).isEqualTo("from two\n");
    assertThat(beanpod.run("logs", "web", "--all-containers", "--prefix").ok().lines())
        .containsExactlyInAnyOrder("[pod/web/one] from one", "[pod/web/two] from two");
    assertThat(beanpod.run("logs", "web", "-c", "three").oneLine()).contains("three");
  }

  @Test
  void aContainerThatWritesMuchDoesNotStopTheOther() {
    apply(
        Manifest.pod("web")
            .script("noisy", "exec yes")
            .script("quiet", "echo hello; exec sleep 99"));
    awaitLog("web", "quiet", "hello");
    beanpod.run("delete", "pod", "web", "--force").ok();
  }
}
