package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.RestartPolicy;
import org.junit.jupiter.api.Test;

class ContainerLifeTest {
  private final TestClock clock = new TestClock();

  @Test
  void isDueFromTheBeginning() {
    ContainerLife life = life(RestartPolicy.Always);
    assertThat(life.dueAt()).contains(clock.monotonicMillis());
    assertThat(life.state()).isEqualTo(new ContainerState.Waiting("ContainerCreating", ""));
    assertThat(life.id()).isEmpty();
    assertThat(life.attempt()).isZero();
    assertThat(life.startFailure()).isEmpty();
  }

  @Test
  void runsFromItsStartAndIsNotDueThen() {
    ContainerLife life = life(RestartPolicy.Always);
    clock.advance(1000);
    life.starting("c0");
    clock.advance(20);
    life.running();
    assertThat(life.state()).isEqualTo(new ContainerState.Running(TestClock.START.plusSeconds(1)));
    assertThat(life.id()).isEqualTo("c0");
    assertThat(life.attempt()).isZero();
    assertThat(life.dueAt()).isEmpty();
  }

  @Test
  void withoutItsConfigurationItIsNotStartedAndNothingCounts() {
    ContainerLife life = life(RestartPolicy.Never);
    life.notConfigured("secret \"login\" not found");
    assertThat(life.state())
        .isEqualTo(
            new ContainerState.Waiting("CreateContainerConfigError", "secret \"login\" not found"));
    assertThat(life.over()).isFalse();
    clock.advance(3_600_000);
    assertThat(life.dueAt()).hasValueSatisfying(at -> assertThat(at).isGreaterThan(1L << 60));

    life.retry();
    assertThat(life.dueAt()).contains(clock.monotonicMillis());
    start(life, "c0");
    assertThat(life.attempt()).isZero();
    assertThat(life.startFailure()).isEmpty();
  }

  @Test
  void anObjectThatChangesDoesNotShortenABackOff() {
    ContainerLife life = life(RestartPolicy.Always);
    start(life, "c0");
    life.exited(1, 0, false, "");
    start(life, "c1");
    life.exited(1, 0, false, "");
    long due = clock.monotonicMillis() + 10_000;
    life.retry();
    assertThat(life.dueAt()).contains(due);
    clock.advance(10_000);
    life.notConfigured("configmap \"app\" not found");
    assertThat(life.attempt()).isEqualTo(1);
    assertThat(life.last()).isPresent();
  }

  @Test
  void anEndWithoutRestartIsTheState() {
    ContainerLife life = life(RestartPolicy.Never);
    start(life, "c0");
    clock.advance(3000);
    life.exited(3, 0, false, "");
    assertThat(life.state())
        .isEqualTo(
            new ContainerState.Terminated(
                3, 0, "Error", "", TestClock.START, TestClock.START.plusSeconds(3), "c0"));
    assertThat(life.last()).isEmpty();
    assertThat(life.dueAt()).isEmpty();
    assertThat(life.startFailure()).isEmpty();
  }

  @Test
  void theFirstRestartIsDueAtOnceAndTheSecondTenSecondsAfterTheEnd() {
    ContainerLife life = life(RestartPolicy.Always);
    start(life, "c0");
    life.exited(0, 0, false, "");
    assertThat(life.dueAt()).contains(clock.monotonicMillis());
    start(life, "c1");
    clock.advance(500);
    life.exited(1, 0, false, "");
    assertThat(life.attempt()).isEqualTo(1);
    assertThat(life.dueAt()).contains(clock.monotonicMillis() + 10_000);
    assertThat(life.state())
        .isEqualTo(
            new ContainerState.Waiting(
                "CrashLoopBackOff",
                "back-off 10s restarting failed container=app pod=web_default(uid)"
                    + ", next start at 2026-01-31T10:00:10Z"));
    assertThat(life.last().orElseThrow().containerId()).isEqualTo("c1");
    assertThat(life.last().orElseThrow().exitCode()).isEqualTo(1);
    start(life, "c2");
    assertThat(life.attempt()).isEqualTo(2);
    assertThat(life.last().orElseThrow().containerId()).isEqualTo("c1");
  }

  @Test
  void tenMinutesOfRunningForgive() {
    ContainerLife life = life(RestartPolicy.Always);
    for (int i = 0; i < 3; i++) {
      start(life, "c" + i);
      life.exited(1, 0, false, "");
    }
    start(life, "c3");
    clock.advance(600_000);
    life.exited(1, 0, false, "");
    assertThat(life.dueAt()).contains(clock.monotonicMillis());
  }

  @Test
  void onFailureOfACommandThatSucceededIsTheEnd() {
    ContainerLife life = life(RestartPolicy.OnFailure);
    start(life, "c0");
    life.exited(0, 0, false, "");
    assertThat(life.dueAt()).isEmpty();
    assertThat(life.state()).isInstanceOf(ContainerState.Terminated.class);
    assertThat(((ContainerState.Terminated) life.state()).reason()).isEqualTo("Completed");
  }

  @Test
  void outOfMemoryIsToldOnlyOfAProcessThatWasKilled() {
    assertThat(reason(137, 9, true)).isEqualTo("OOMKilled");
    assertThat(reason(137, 0, true)).isEqualTo("OOMKilled"); // a shell whose child was killed
    assertThat(reason(137, 9, false)).isEqualTo("Error");
    assertThat(reason(1, 0, true)).isEqualTo("Error"); // it survived its child
  }

  @Test
  void aStartThatFailedSaysWhyAndIsTriedAgain() {
    ContainerLife life = life(RestartPolicy.Always);
    life.starting("c0");
    life.notStarted("StartError", "exec: \"nope\": executable file not found in $PATH");
    assertThat(life.state())
        .isEqualTo(
            new ContainerState.Waiting(
                "RunContainerError", "exec: \"nope\": executable file not found in $PATH"));
    assertThat(life.startFailure()).contains("exec: \"nope\": executable file not found in $PATH");
    assertThat(life.last().orElseThrow().exitCode()).isEqualTo(128);
    assertThat(life.dueAt()).contains(clock.monotonicMillis());
  }

  @Test
  void aStartThatFailedWithoutRestartSaysWhy() {
    ContainerLife life = life(RestartPolicy.Never);
    life.starting("c0");
    life.notStarted("CreateContainerError", "mount overlay: EINVAL");
    assertThat(life.startFailure()).contains("mount overlay: EINVAL");
    assertThat(life.dueAt()).isEmpty();
  }

  @Test
  void givingUpMakesTheLastEndTheState() {
    ContainerLife life = life(RestartPolicy.Always);
    start(life, "c0");
    life.exited(7, 0, false, "");
    life.giveUp();
    assertThat(life.dueAt()).isEmpty();
    assertThat(((ContainerState.Terminated) life.state()).exitCode()).isEqualTo(7);
  }

  @Test
  void givingUpLeavesARunningOneAndOneThatNeverRanAsTheyAre() {
    ContainerLife running = life(RestartPolicy.Always);
    start(running, "c0");
    running.giveUp();
    assertThat(running.state()).isInstanceOf(ContainerState.Running.class);

    ContainerLife never = life(RestartPolicy.Always);
    never.giveUp();
    assertThat(never.state()).isInstanceOf(ContainerState.Waiting.class);
    assertThat(never.dueAt()).isEmpty();
  }

  private String reason(int exitCode, int signal, boolean outOfMemory) {
    ContainerLife life = life(RestartPolicy.Never);
    start(life, "c0");
    life.exited(exitCode, signal, outOfMemory, "");
    return ((ContainerState.Terminated) life.state()).reason();
  }

  private static void start(ContainerLife life, String id) {
    life.starting(id);
    life.running();
  }

  private ContainerLife life(RestartPolicy policy) {
    return new ContainerLife(
        "app",
        "web_default(uid)",
        LifecyclePlan.plain(ContainerKind.MAIN, policy),
        new BackOff(BackOff.BASE_MILLIS, BackOff.MAX_MILLIS),
        clock,
        (type, reason, path, message) -> {});
  }
}
