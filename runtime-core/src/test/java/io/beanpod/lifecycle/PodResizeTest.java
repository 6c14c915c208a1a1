package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodResizeTest {
  private final TestClock clock = new TestClock();
  private final List<String> events = new ArrayList<>();
  private final PodResize resize =
      new PodResize(
          clock,
          (type, reason, fieldPath, message) -> events.add(type + " " + reason + " " + message));

  private static String summary(String error) {
    return error.isEmpty() ? "{}" : "{\"error\":\"" + error + "\"}";
  }

  private List<String> conditions() {
    List<String> all = new ArrayList<>();
    for (PodResize.Condition c : resize.conditions()) {
      all.add((c.type() + " " + c.reason() + " " + c.message() + " " + c.generation()).strip());
    }
    return all;
  }

  @Test
  void oneThatGoesWell() {
    assertThat(resize.nextAt()).isEqualTo(Long.MAX_VALUE);
    resize.started(2, PodResizeTest::summary);
    assertThat(resize.inProgress()).isTrue();
    assertThat(resize.nextAt()).isEqualTo(clock.monotonicMillis());
    assertThat(conditions()).containsExactly("PodResizeInProgress   2");
    resize.completed();
    assertThat(resize.inProgress()).isFalse();
    assertThat(resize.nextAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(conditions()).isEmpty();
    assertThat(events)
        .containsExactly(
            "Normal ResizeStarted Pod resize started: {}",
            "Normal ResizeCompleted Pod resize completed: {}");
  }

  @Test
  void anErrorIsTriedAgainAndToldOnce() {
    resize.started(2, PodResizeTest::summary);
    events.clear();
    assertThat(resize.failed("usage 1")).isTrue();
    assertThat(resize.failed("usage 1")).as("no news").isFalse();
    assertThat(resize.nextAt()).isEqualTo(clock.monotonicMillis() + 1000);
    clock.advance(1000);
    resize.failed("usage 2");
    assertThat(conditions()).containsExactly("PodResizeInProgress Error usage 2 2");
    assertThat(resize.conditions().get(0).since()).isEqualTo(TestClock.START);
    assertThat(events)
        .containsExactly("Warning ResizeError Pod resize error: {\"error\":\"usage 1\"}");
    resize.started(3, PodResizeTest::summary);
    assertThat(conditions())
        .as("another resize forgets it")
        .containsExactly("PodResizeInProgress   3");
    resize.failed("usage 3");
    assertThat(events).last().asString().contains("usage 3");
  }

  @Test
  void whatTheHostDoesNotHaveIsToldOnceForEachGeneration() {
    resize.infeasible("too much", 2, PodResizeTest::summary);
    resize.infeasible("too much", 2, PodResizeTest::summary);
    assertThat(conditions()).containsExactly("PodResizePending Infeasible too much 2");
    assertThat(events)
        .containsExactly(
            "Warning ResizeInfeasible Pod resize Infeasible: {\"error\":\"too much\"}");
    resize.infeasible("too much", 3, PodResizeTest::summary);
    assertThat(events).hasSize(2);
    assertThat(resize.inProgress()).isFalse();
    resize.notPending();
    assertThat(conditions()).isEmpty();
  }

  @Test
  void oneIsPendingWhileAnotherIsInProgress() {
    resize.started(2, PodResizeTest::summary);
    resize.failed("usage");
    resize.infeasible("too much", 3, PodResizeTest::summary);
    assertThat(conditions())
        .containsExactly(
            "PodResizePending Infeasible too much 3", "PodResizeInProgress Error usage 2");
    resize.started(4, PodResizeTest::summary);
    assertThat(conditions()).containsExactly("PodResizeInProgress   4");
  }
}
