package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackOffTest {
  @Test
  void theFirstRestartIsImmediateAndThenItDoublesUpToFiveMinutes() {
    BackOff backOff = new BackOff(BackOff.BASE_MILLIS, BackOff.MAX_MILLIS);
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      delays.add(backOff.afterExit(1000));
    }
    assertThat(delays)
        .containsExactly(
            0L, 10_000L, 20_000L, 40_000L, 80_000L, 160_000L, 300_000L, 300_000L, 300_000L);
  }

  @Test
  void tenMinutesOfRunningForgive() {
    BackOff backOff = new BackOff(BackOff.BASE_MILLIS, BackOff.MAX_MILLIS);
    backOff.afterExit(0);
    backOff.afterExit(0);
    assertThat(backOff.afterExit(599_999)).isEqualTo(20_000);
    assertThat(backOff.afterExit(600_000)).isZero();
    assertThat(backOff.afterExit(0)).isEqualTo(10_000);
  }
}
