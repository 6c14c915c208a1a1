package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code beanpod.io/backoff-base} and {@code beanpod.io/backoff-max}. */
class BackOffAnnotationsTest extends PodTest {

  private static Manifest web(String script) {
    return Manifest.pod("web").script("one", script);
  }

  @Test
  void withoutDelayItNeverWaits() {
    apply(web("exit 1").backOff("0", "0"));
    await("web", "restarts", s -> s.restarts("one") >= 20);
    beanpod.run("delete", "pod", "web").ok();
    assertThat(events()).noneMatch(line -> line.startsWith("BackOff"));
  }

  @Test
  void theDelayDoublesUpToItsMaximum() {
    apply(web("exit 1").backOff("1h", "90m"));
    await(
        "web",
        "it waits for an hour",
        s -> s.state("one", "waiting").toString().contains("back-off 1h0m0s restarting"));
    assertThat(beanpod.run("get", "pods").ok())
        .containsPattern("web +0/1 +CrashLoopBackOff +1 \\([0-9]+s ago\\) ");
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("Message: +back-off 1h0m0s restarting failed container=one pod=web_")
        .containsPattern("-[0-9a-f]+\\), 3[0-9]{3}s left\n");
  }

  @Test
  void anotherImageStartsAtOnceAndAnotherDelayCountsFromThen() {
    image("other:1", Beanpod.fixture("busybox"));
    apply(web("exit 1").backOff("1h", "1h"));
    await("web", "it waits", s -> s.restarts("one") == 1 && s.is("one", "waiting"));
    apply(web("exit 1").backOff("1h", "1h").with("image", "other:1"));
    // Its first restart is at once again, and the wait comes after that.
    Status status =
        await("web", "it waits again", s -> s.restarts("one") == 3 && s.is("one", "waiting"));
    assertThat(status.container("one").get("image").toString()).contains("other:1");
    apply(web("exit 1").backOff("1ms", "1ms").with("image", "other:1"));
    assertThat(get("web").restarts("one")).as("a wait that has begun goes on").isEqualTo(3);
    apply(web("exit 1").backOff("1ms", "1ms"));
    await("web", "short waits", s -> s.restarts("one") >= 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1s", "1.5.5s", "10 s"})
  void nonsenseIsRefused(String value) {
    assertThat(tryApply(web("true").annotation("beanpod.io/backoff-base", value).json()).oneLine())
        .contains("metadata.annotations[beanpod.io/backoff-base]: \"" + value + "\"");
  }
}
