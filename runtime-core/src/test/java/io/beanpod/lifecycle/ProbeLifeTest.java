package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeLifeTest {
  private static final ProbeOutcome GOOD = ProbeOutcome.success("");
  private static final ProbeOutcome BAD = ProbeOutcome.failure("no");
  private static final ProbeOutcome ERROR = ProbeOutcome.unknown("cannot");

  private static ProbeLife life(ProbeKind kind, int delay, int period, int successes, int fails) {
    Handler handler = new Handler.TcpSocket("", 80);
    return new ProbeLife(
        kind, new ProbePlan(handler, delay, 1, period, successes, fails, OptionalLong.empty()));
  }

  /** One whose container "a" has been started at 1000, with the gate as the kind needs it. */
  private static ProbeLife running(ProbeKind kind, int successes, int fails) {
    ProbeLife life = life(kind, 0, 10, successes, fails);
    life.started("a", 1000);
    life.gate(kind != ProbeKind.STARTUP);
    return life;
  }

  private static boolean probe(ProbeLife life, ProbeOutcome outcome) {
    life.launched(life.dueAt().orElseThrow());
    return life.outcome("a", outcome);
  }

  @ParameterizedTest
  @CsvSource({"READINESS,FAILURE", "LIVENESS,SUCCESS", "STARTUP,UNKNOWN"})
  void beginsAsTheKubeletDoes(ProbeKind kind, ProbeResult initial) {
    assertThat(life(kind, 0, 10, 1, 3).result()).isEqualTo(initial);
    assertThat(running(kind, 1, 3).result()).isEqualTo(initial);
  }

  @ParameterizedTest
  @EnumSource(ProbeKind.class)
  void isNotDueWithoutAContainer(ProbeKind kind) {
    ProbeLife life = life(kind, 0, 10, 1, 3);
    life.gate(kind != ProbeKind.STARTUP);
    assertThat(life.dueAt()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ProbeKind.class)
  void isDueAfterTheInitialDelay(ProbeKind kind) {
    ProbeLife life = life(kind, 7, 10, 1, 3);
    life.started("a", 1000);
    life.gate(kind != ProbeKind.STARTUP);
    assertThat(life.dueAt()).hasValue(8000);
  }

  @Test
  void theLongestTimesDoNotOverflow() {
    ProbeLife life = life(ProbeKind.LIVENESS, Integer.MAX_VALUE, Integer.MAX_VALUE, 1, 3);
    life.started("a", 1000);
    life.gate(true);
    assertThat(life.dueAt()).hasValue(1000 + 2147483647000L);
    life.launched(5000);
    life.outcome("a", GOOD);
    assertThat(life.dueAt()).hasValue(5000 + 2147483647000L);
  }

  @Test
  void theNextIsDueAPeriodAfterTheLastBeganAndNeverBesideIt() {
    ProbeLife life = running(ProbeKind.LIVENESS, 1, 3);
    life.launched(1200);
    assertThat(life.dueAt()).isEmpty();
    life.outcome("a", GOOD);
    assertThat(life.dueAt()).hasValue(11200);
  }

  @Test
  void startupGatesTheOthers() {
    ProbeLife startup = running(ProbeKind.STARTUP, 1, 3);
    ProbeLife liveness = life(ProbeKind.LIVENESS, 5, 10, 1, 3);
    liveness.started("a", 1000);
    assertThat(startup.dueAt()).hasValue(1000);
    assertThat(liveness.dueAt()).isEmpty();

    assertThat(probe(startup, GOOD)).isTrue();
    startup.gate(true);
    liveness.gate(true);
    assertThat(startup.dueAt()).isEmpty();
    assertThat(liveness.dueAt()).hasValue(6000);

    startup.started("b", 50_000);
    liveness.started("b", 50_000);
    assertThat(startup.result()).isEqualTo(ProbeResult.UNKNOWN);
    assertThat(startup.dueAt()).hasValue(50_000);
    assertThat(liveness.dueAt()).isEmpty();
  }

  /** Every sequence of six outcomes, against the rule written down the other way round. */
  @ParameterizedTest
  @CsvSource({"1,1", "1,2", "1,3", "2,1", "2,2", "2,3", "3,1", "3,3", "1,7", "7,1"})
  void onlyAFullRunInARowCounts(int successes, int failures) {
    List<ProbeOutcome> letters = List.of(GOOD, BAD, ERROR, ProbeOutcome.warning("look"));
    for (ProbeKind kind : ProbeKind.values()) {
      for (int code = 0; code < 1 << 12; code++) {
        ProbeLife life = running(kind, successes, failures);
        StringBuilder seen = new StringBuilder();
        ProbeResult expected = life.result();
        boolean held = false;
        for (int i = 0; i < 6 && !held; i++) {
          ProbeOutcome next = letters.get(code >> 2 * i & 3);
          seen.append(next == ERROR ? "" : next == BAD ? "F" : "S");
          ProbeResult before = expected;
          if (next != ERROR && seen.toString().endsWith("S".repeat(successes))) {
            expected = ProbeResult.SUCCESS;
          } else if (next != ERROR && seen.toString().endsWith("F".repeat(failures))) {
            expected = ProbeResult.FAILURE;
            held = kind != ProbeKind.READINESS;
          }
          assertThat(probe(life, next)).as("%s after %s", kind, seen).isEqualTo(expected != before);
          assertThat(life.result()).as("%s after %s", kind, seen).isEqualTo(expected);
          assertThat(life.dueAt().isEmpty()).as("on hold after %s", seen).isEqualTo(held);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIVENESS", "STARTUP"})
  void aFailedContainerIsLeftAloneUntilItIsANewOne(ProbeKind kind) {
    ProbeLife life = running(kind, 1, 1);
    ProbeResult initial = life.result();
    assertThat(probe(life, BAD)).isTrue();
    assertThat(life.dueAt()).isEmpty();
    life.started("a", 1000);
    assertThat(life.dueAt()).as("the same container").isEmpty();

    life.ended();
    life.started("b", 90_000);
    life.gate(kind != ProbeKind.STARTUP);
    assertThat(life.result()).isEqualTo(initial);
    assertThat(life.dueAt()).hasValue(90_000);
  }

  @Test
  void aNewContainerCountsFromZero() {
    ProbeLife life = running(ProbeKind.LIVENESS, 1, 2);
    probe(life, BAD);
    life.started("b", 90_000);
    life.gate(true);
    life.launched(90_000);
    assertThat(life.outcome("b", BAD)).isFalse();
    assertThat(life.result()).isEqualTo(ProbeResult.SUCCESS);
  }

  @Test
  void whatComesLateFromTheContainerBeforeIsIgnored() {
    ProbeLife life = running(ProbeKind.READINESS, 1, 3);
    life.launched(1000);
    life.ended();
    life.started("b", 2000);
    life.gate(true);
    life.launched(2000);
    assertThat(life.outcome("a", GOOD)).isFalse();
    assertThat(life.result()).isEqualTo(ProbeResult.FAILURE);
    assertThat(life.dueAt()).as("b is still being probed").isEmpty();
    assertThat(life.outcome("b", GOOD)).isTrue();
  }

  @Test
  void aContainerThatHasEndedIsNotReadyWhateverItsLastProbeSays() {
    ProbeLife life = running(ProbeKind.READINESS, 1, 3);
    assertThat(probe(life, GOOD)).isTrue();
    life.launched(11_000);
    life.ended();
    assertThat(life.result()).isEqualTo(ProbeResult.FAILURE);
    assertThat(life.outcome("a", GOOD)).isFalse();
    assertThat(life.result()).isEqualTo(ProbeResult.FAILURE);
    assertThat(life.dueAt()).isEmpty();
  }

  @Test
  void readinessGoesOnWhileThePodIsBeingStopped() {
    ProbeLife life = running(ProbeKind.READINESS, 1, 1);
    probe(life, GOOD);
    life.podTerminating();
    assertThat(life.result()).isEqualTo(ProbeResult.SUCCESS);
    assertThat(probe(life, BAD)).isTrue();
    assertThat(life.dueAt()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIVENESS", "STARTUP"})
  void livenessAndStartupEndQuietlyWithThePod(ProbeKind kind) {
    ProbeLife life = running(kind, 1, 1);
    life.launched(1000);
    life.podTerminating();
    assertThat(life.result()).isEqualTo(ProbeResult.SUCCESS);
    assertThat(life.outcome("a", BAD)).isFalse();
    assertThat(life.result()).isEqualTo(ProbeResult.SUCCESS);
    assertThat(life.dueAt()).isEmpty();
  }

  @Test
  void aContainerThatIsBeingStoppedForItsLivenessStaysFailed() {
    ProbeLife life = running(ProbeKind.LIVENESS, 1, 1);
    probe(life, BAD);
    life.podTerminating();
    assertThat(life.result()).isEqualTo(ProbeResult.FAILURE);
  }

  @Test
  void outputIsCapped() {
    assertThat(ProbeOutcome.failure("x".repeat(20_000)).output()).hasSize(10_240);
  }
}
