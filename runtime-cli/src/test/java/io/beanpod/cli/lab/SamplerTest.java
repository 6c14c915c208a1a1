package io.beanpod.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private long now = 5_000_000_000L;

  private List<Double> times(int count, long... lookNanos) throws IOException {
    List<Double> times = new ArrayList<>();
    new Sampler(() -> now, nanos -> now += nanos, 100_000_000L)
        .run(
            seconds -> {
              now += lookNanos[times.size() % lookNanos.length];
              times.add(seconds);
              return times.size() < count;
            });
    return times;
  }

  @Test
  void looksAreAtTheSameDistanceHoweverLongEachTakes() throws IOException {
    assertThat(times(4, 30_000_000, 0, 99_000_000)).containsExactly(0.0, 0.1, 0.2, 0.3);
  }

  @Test
  void thoseThatWereMissedAreLeftOut() throws IOException {
    assertThat(times(3, 250_000_000, 0)).containsExactly(0.0, 0.3, 0.4);
  }

  @Test
  void theFirstLookMayBeTheLast() throws IOException {
    assertThat(times(1, 0)).containsExactly(0.0);
  }

  /** On a busy host any two readings of the clock may be far from each other. */
  @Test
  void timeThatPassesBetweenTwoStatementsIsNeverSleptBackwards() throws IOException {
    List<Long> slept = new ArrayList<>();
    int[] looks = {0};
    new Sampler(() -> now += 70_000_000L, slept::add, 100_000_000L).run(seconds -> ++looks[0] < 9);
    assertThat(slept).hasSize(8).allMatch(nanos -> nanos > 0 && nanos <= 100_000_000L);
  }
}
