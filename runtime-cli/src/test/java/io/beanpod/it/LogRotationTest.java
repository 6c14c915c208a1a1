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

/** Logs that grow larger than they may, and disks that are full. */
class LogRotationTest extends PodTest {
  private static final int LINES = 50_000;

  private static Manifest pod(String size, String files, String script) {
    return Manifest.pod("web")
        .annotation("beanpod.io/log-max-size", size)
        .annotation("beanpod.io/log-max-files", files)
        .spec("restartPolicy", "Never")
        .script("one", script);
  }

  private static String numbers(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("var/log/pods"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void noLineIsLostOrParted() throws IOException {
    apply(pod("256Ki", "100", "seq 1 " + LINES));
    awaitPhase("web", "Succeeded");
    assertThat(logs()).hasSizeGreaterThan(5);
    for (Path log : logs()) {
      assertThat(Files.size(log)).as("%s", log).isLessThanOrEqualTo(256 << 10);
      assertThat(Files.readString(log)).endsWith("\n");
      assertThat(log.getFileName().toString()).matches("0\\.log(\\.\\d{8}-\\d{6}(\\.\\d{3})?)?");
    }
    assertThat(beanpod.run("logs", "web").ok().equals(numbers(1, LINES))).as("all").isTrue();
    assertThat(beanpod.run("logs", "web", "--tail", "20000").ok())
        .isEqualTo(numbers(LINES - 19_999, LINES));
  }

  @Test
  void followGoesOnThroughRotations() throws IOException {
    apply(pod("64Ki", "100", "echo begin; until [ -e /go ]; do sleep 0.02; done; seq 1 " + LINES));
    Process follow = beanpod.start("logs", "-f", "web");
    byte[] begin = follow.getInputStream().readNBytes("begin\n".length());
    assertThat(new String(begin, StandardCharsets.UTF_8)).isEqualTo("begin\n");
    sh("web", "touch /go");
    String rest = Beanpod.finish(beanpod.command("logs", "-f"), follow, new byte[0]).ok();
    assertThat(rest.equals(numbers(1, LINES))).as("all lines in order").isTrue();
  }

  @Test
  void noMoreFilesAreKeptThanAllowed() throws IOException {
    apply(pod("64Ki", "3", "seq 1 " + LINES));
    awaitPhase("web", "Succeeded");
    assertThat(logs()).hasSize(3);
    String kept = beanpod.run("logs", "web").ok();
    int first = Integer.parseInt(kept.substring(0, kept.indexOf('\n')));
    assertThat(first).isGreaterThan(1);
    assertThat(kept).isEqualTo(numbers(first, LINES));
  }

  @Test
  void previousHasItsRotatedFilesToo() {
    apply(
        pod(
                "64Ki",
                "100",
                "[ -e /dev/shm/again ] && exec sleep 99; touch /dev/shm/again; seq 1 9000")
            .spec("restartPolicy", "Always"));
    await("web", "a restart", status -> status.restarts("one") == 1 && status.is("one", "running"));
    assertThat(beanpod.run("logs", "web", "-p").ok()).isEqualTo(numbers(1, 9000));
    assertThat(beanpod.run("logs", "web").ok()).isEmpty();
  }

  @Test
  void nonsenseIsRefused() {
    assertThat(tryApply(pod("0", "5", "true").json()).oneLine())
        .contains("metadata.annotations[beanpod.io/log-max-size]: \"0\"");
    assertThat(tryApply(pod("1Mi", "1", "true").json()).oneLine())
        .contains("metadata.annotations[beanpod.io/log-max-files]: \"1\"");
  }

  @Test
  void aFullDiskDoesNotStopTheApplication() throws IOException {
    Path logs = Files.createDirectories(root.resolve("var/log/pods"));
    beanpod.other("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", logs.toString()).ok();
    try {
      apply(
          pod(
              "10Mi",
              "5",
              "seq 1 50000; touch /written; until [ -e /go ]; do echo again; sleep 0.05; done;"
                  + " exec sleep 1000"));
      awaitSh("web", "[ -e /written ]");
      beanpod.other("mount", "-o", "remount,size=40m", logs.toString()).ok();
      Await.until(
          "what is lost is told, and the rest is written",
          () -> {
            String text = beanpod.run("logs", "web").out();
            int told = text.indexOf(" of this log are lost, since ");
            return told > 0 && text.indexOf("again\n", told) > told;
          },
          () -> beanpod.run("logs", "web", "--tail", "3"));
      sh("web", "touch /go");
      String text = beanpod.run("logs", "web").ok();
      assertThat(text).contains("ENOSPC (No space left on device)");
      String whole = text.substring(0, text.indexOf("beanpod: "));
      int last = (int) whole.lines().count();
      assertThat(whole).as("no line is torn").isEqualTo(numbers(1, last));
    } finally {
      beanpod.run("delete", "pods", "--all", "-A", "--force").ok(); // its logs keep the tmpfs busy
      beanpod.other("umount", logs.toString()).ok();
    }
  }
}
