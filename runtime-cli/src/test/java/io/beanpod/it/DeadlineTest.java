package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import org.junit.jupiter.api.Test;

/** {@code activeDeadlineSeconds}. Upstream: test/e2e/common/node/pods.go, expansion.go. */
class DeadlineTest extends PodTest {
  private static final String UP = "trap 'exit 0' TERM; sleep 1000 & wait";

  private void exceeded() {
    Status status = awaitPhase("web", "Failed");
    assertThat(status.field("reason")).isEqualTo("DeadlineExceeded");
    assertThat(status.field("message"))
        .isEqualTo("Pod was active on the node longer than the specified deadline");
    assertThat(status.condition("Ready")).isEqualTo("False");
    assertThat(events())
        .contains(
            "DeadlineExceeded : Pod was active on the node longer than the specified deadline");
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("\nStatus: +Failed\nReason: +DeadlineExceeded\n");
    assertThat(leaks.processes()).isEmpty();
  }

  @Test
  void aPodThatRunsForTooLongFails() {
    apply(Manifest.pod("web").spec("activeDeadlineSeconds", 1).script("one", UP));
    exceeded();
    assertThat(get("web").state("one", "terminated")).containsEntry("exitCode", 0L);
  }

  @Test
  void aPodThatWaitsForARestartFails() {
    apply(Manifest.pod("web").spec("activeDeadlineSeconds", 1).script("one", "exit 3"));
    exceeded();
    Status status = get("web");
    assertThat(status.state("one", "terminated")).containsEntry("exitCode", 3L);
    assertThat(status.restarts("one")).isEqualTo(1);
  }

  @Test
  void aPodThatInitializesForTooLongFails() {
    apply(
        Manifest.pod("web")
            .spec("activeDeadlineSeconds", 1)
            .init("init", UP)
            .script("one", "true"));
    exceeded();
  }

  @Test
  void itMayBeSetOnAPodThatRuns() {
    apply(Manifest.pod("web").script("one", UP));
    await("web", "ready", s -> s.condition("Ready").equals("True"));
    assertThat(
            beanpod
                .run("patch", "pod", "web", "-p", "{\"spec\":{\"activeDeadlineSeconds\":1}}")
                .ok())
        .isEqualTo("pod/web patched\n");
    exceeded();
    assertThat(Json.at(get("web").pod(), "spec", "activeDeadlineSeconds")).isEqualTo(1L);
  }

  @Test
  void aPodThatIsDoneInTimeSucceeds() {
    apply(
        Manifest.pod("web")
            .spec("activeDeadlineSeconds", 600)
            .spec("restartPolicy", "OnFailure")
            .script("one", "true"));
    assertThat(awaitPhase("web", "Succeeded").field("reason")).isEmpty();
  }
}
