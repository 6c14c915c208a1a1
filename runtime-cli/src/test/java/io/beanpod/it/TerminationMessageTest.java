package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code terminated.message}. Upstream: test/e2e/common/node/runtime.go. */
class TerminationMessageTest extends PodTest {
  private static final String FALLBACK = "FallbackToLogsOnError";

  private static Manifest web(String script) {
    return Manifest.pod("web").spec("restartPolicy", "Never").script("one", script);
  }

  private Object message(Manifest pod, String phase) {
    apply(pod);
    return awaitPhase("web", phase).state("one", "terminated").get("message");
  }

  @Test
  void theFileOfASucceedingContainerThoughItMayFallBackToTheLog() {
    assertThat(
            message(
                web("echo log; printf OK >/dev/termination-log")
                    .with("terminationMessagePolicy", FALLBACK),
                "Succeeded"))
        .isEqualTo("OK");
    assertThat(beanpod.run("describe", "pod", "web").ok()).containsPattern("Message: +OK\n");
  }

  @Test
  void aSucceedingContainersLogIsNone() {
    assertThat(message(web("echo log").with("terminationMessagePolicy", FALLBACK), "Succeeded"))
        .isNull();
  }

  @Test
  void aFailingContainersLogIs() {
    assertThat(
            message(
                web("printf DONE; exit 1").with("terminationMessagePolicy", FALLBACK), "Failed"))
        .isEqualTo("DONE");
  }

  @Test
  void theFileComesBeforeTheLog() {
    assertThat(
            message(
                web("echo log; printf FILE >/dev/termination-log; exit 1")
                    .with("terminationMessagePolicy", FALLBACK),
                "Failed"))
        .isEqualTo("FILE");
  }

  @Test
  void withoutFallbackAFailureHasNone() {
    assertThat(message(web("echo log; exit 1"), "Failed")).isNull();
  }

  @Test
  void anotherPathAndAUserWhoIsNotRoot() {
    image("plain:1", new TestImage().config("User", "1000:1000").write(root));
    assertThat(
            message(
                web("id -u >/dev/termination-custom-log")
                    .with("image", "plain:1")
                    .with("terminationMessagePath", "/dev/termination-custom-log"),
                "Succeeded"))
        .isEqualTo("1000\n");
  }

  @Test
  void itsLastFourKibibytesAndOfALogTwo() {
    String numbers = "seq 10000 99999";
    String file = (String) message(web(numbers + " >/dev/termination-log"), "Succeeded");
    assertThat(file.getBytes(StandardCharsets.UTF_8)).hasSize(4096);
    assertThat(file).endsWith("\n99999\n");
    beanpod.run("delete", "pod", "web").ok();
    String log =
        (String)
            message(web(numbers + "; exit 1").with("terminationMessagePolicy", FALLBACK), "Failed");
    List<String> lines = log.lines().toList();
    assertThat(lines).hasSize(80).endsWith("99998", "99999");
  }

  @Test
  void everyEndHasItsOwn() {
    apply(
        Manifest.pod("web")
            .backOff("0", "0")
            .script(
                "one",
                "[ -e /dev/shm/again ] && exec sleep 1000; touch /dev/shm/again;"
                    + " printf first >/dev/termination-log"));
    Status status =
        await("web", "a restart", s -> s.restarts("one") == 1 && s.is("one", "running"));
    assertThat(status.last("one")).containsEntry("message", "first");
    assertThat(sh("web", "cat /dev/termination-log")).isEmpty();
  }

  @Test
  void initContainersHaveThemToo() {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .init("init", "printf why >/dev/termination-log; exit 1")
            .script("one", "true"));
    assertThat(awaitPhase("web", "Failed").state("init", "terminated"))
        .containsEntry("message", "why");
  }
}
