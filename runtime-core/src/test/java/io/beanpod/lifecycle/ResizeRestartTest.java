package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import org.junit.jupiter.api.Test;

/** A restart that a resize demands. */
class ResizeRestartTest {
  @Test
  void itIsNoFailureAndWaitsForNothing() {
    PodScenario pod = new PodScenario(RestartPolicy.OnFailure).main("a").begin();
    pod.exit("a", 1).after(1); // the next one would wait
    pod.events();
    pod.timeline();
    pod.life("a").resize(30_000);
    pod.exit("a", 0);
    assertThat(pod.timeline())
        .as("also of one that is not restarted when it succeeds")
        .containsSubsequence("1 exit a 0", "1 start a");
    assertThat(pod.events())
        .contains("Normal Killing spec.containers{a} Container a resize requires restart")
        .noneMatch(event -> event.contains("BackOff"));
    assertThat(pod.life("a").attempt()).isEqualTo(2);
  }

  @Test
  void failuresAfterItWaitAsBefore() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    pod.exit("a", 1).after(1);
    pod.life("a").resize(30_000);
    pod.exit("a", 0).after(1).exit("a", 1);
    assertThat(pod.life("a").dueAt()).contains(pod.clock().monotonicMillis() + 10_000);
  }

  @Test
  void onlyOneThatRunsAndIsNotBeingEnded() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    pod.stop(30);
    pod.events();
    pod.life("a").resize(1000);
    assertThat(pod.events()).isEmpty();
  }
}
