package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsCommandTest {
  private static final String CHOSEN = "Defaulted container \"web\" out of: web, side\n";

  @TempDir Path dir;
  private PodFixture pods;

  @BeforeEach
  void setUp() throws IOException {
    pods = new PodFixture(dir);
    pods.pod("default", "web", true);
    pods.log("default", "web", "web", 0, "2026-01-01T00:00:01Z stdout F before\n");
    pods.log("default", "web", "web", 1, "2026-01-01T00:00:02Z stdout F after\n");
    pods.log("default", "web", "side", 0, "2026-01-01T00:00:02Z stderr F beside\n");
  }

  @Test
  void printsTheNewestStartOfTheFirstContainer() {
    assertThat(pods.run("logs", "web")).isEqualTo(new Result(0, "after\n", CHOSEN));
    assertThat(pods.run("logs", "pod/web", "-c", "side")).isEqualTo(new Result(0, "beside\n", ""));
    assertThat(pods.run("logs", "web", "side").out()).isEqualTo("beside\n");
  }

  @Test
  void theAnnotationChoosesTheContainer() throws IOException {
    pods.edit(
        "default",
        "web",
        "\"labels\"",
        "\"annotations\": {\"kubectl.kubernetes.io/default-container\": \"side\"}, \"labels\"");
    assertThat(pods.run("logs", "web")).isEqualTo(new Result(0, "beside\n", ""));
  }

  @Test
  void thePreviousLogIsThatOfTheStartBefore() throws IOException {
    assertThat(pods.run("logs", "web", "-p", "-c", "web").out()).isEqualTo("before\n");
    assertThat(pods.run("logs", "web", "-p", "-c", "side"))
        .isEqualTo(
            new Result(
                1, "", "error: previous terminated container \"side\" in pod \"web\" not found\n"));
    // While it waits for its next start, the newest log is of the start that ended.
    pods.edit(
        "default",
        "web",
        "\"restartCount\": 1,\n        \"state\": {\"running\": {\"startedAt\":"
            + " \"2026-01-01T00:00:02Z\"}}",
        "\"restartCount\": 1,\n        \"state\": {\"waiting\": {\"reason\":"
            + " \"CrashLoopBackOff\"}}");
    assertThat(pods.run("logs", "web", "-p", "-c", "web").out()).isEqualTo("after\n");
    assertThat(pods.run("logs", "web", "-c", "web").out()).isEqualTo("after\n");
  }

  @Test
  void allContainersOneAfterTheOther() {
    assertThat(pods.run("logs", "web", "--all-containers", "--prefix", "--timestamps"))
        .isEqualTo(
            new Result(
                0,
                "[pod/web/web] 2026-01-01T00:00:02Z after\n"
                    + "[pod/web/side] 2026-01-01T00:00:02Z beside\n",
                ""));
  }

  @Test
  void followingEndsWithTheContainers() throws IOException {
    PodFixture gone = new PodFixture(dir.resolve("gone"));
    gone.pod("default", "web", false);
    gone.log("default", "web", "web", 0, "2026-01-01T00:00:02Z stdout P ha\n");
    // What the container wrote and no more: it never ended its last line.
    assertThat(gone.run("logs", "-f", "web", "-c", "web").out()).isEqualTo("ha");
  }

  @Test
  void takesSpansOfTimeAndLimits() {
    assertThat(pods.run("logs", "web", "-c", "web", "--since=1s").out()).isEmpty();
    assertThat(pods.run("logs", "web", "-c", "web", "--since-time=2026-01-01T00:00:02Z").out())
        .isEqualTo("after\n");
    assertThat(pods.run("logs", "web", "-c", "web", "--since-time=2026-01-01T00:00:03Z").out())
        .isEmpty();
    assertThat(pods.run("logs", "web", "-c", "web", "--limit-bytes=3").out()).isEqualTo("aft");
    assertThat(pods.run("logs", "web", "-c", "web", "--tail=0").out()).isEmpty();
    assertThat(pods.run("logs", "web", "-c", "web", "--tail=-1").out()).isEqualTo("after\n");
  }

  @Test
  void saysWhyThereIsNoLog() throws IOException {
    assertThat(pods.run("logs", "web", "-c", "no").err())
        .isEqualTo("error: container no is not valid for pod web; it has web, side\n");
    PodFixture fresh = new PodFixture(dir.resolve("fresh"));
    fresh.pod("default", "web", true);
    fresh.edit(
        "default",
        "web",
        "{\"running\": {\"startedAt\": \"2026-01-01T00:00:02Z\"}}",
        "{\"waiting\": {\"reason\": \"ContainerCreating\"}}");
    assertThat(fresh.run("logs", "web", "-c", "side"))
        .isEqualTo(
            new Result(
                1,
                "",
                "error: container \"side\" in pod \"web\" is waiting to start:"
                    + " ContainerCreating\n"));
    assertThat(fresh.run("logs", "nope").err()).isEqualTo("error: pods \"nope\" not found\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logs",
        "logs a b c",
        "logs web --tail=x",
        "logs web --tail=-2",
        "logs web --limit-bytes=0",
        "logs web --since=soon",
        "logs web --since-time=now",
        "logs web --since=1s --since-time=2026-01-01T00:00:02Z",
        "logs web -c web --all-containers",
        "logs web side -c web",
      })
  void refusesWhatCannotBeMeant(String line) {
    assertThat(pods.run(line.split(" ")).status()).isEqualTo(2);
  }
}
