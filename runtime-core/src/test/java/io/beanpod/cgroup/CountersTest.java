package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CountersTest {
  private static final long SECOND = 1_000_000_000L;

  private static Counters at(long nanos, long cpuNanos, long read, long written) {
    return new Counters(nanos, OptionalLong.of(cpuNanos), Optional.of(new IoBytes(read, written)));
  }

  @Test
  void halfACpuInAFifthOfASecond() {
    Counters before = at(-SECOND, 7 * SECOND, 1000, 0);
    Counters now = at(-SECOND + SECOND / 5, 7 * SECOND + SECOND / 10, 3000, 0);
    assertThat(now.nanosSince(before)).isEqualTo(SECOND / 5);
    assertThat(now.nanoCoresSince(before)).hasValue(500_000_000);
    assertThat(now.ioSince(before)).contains(new IoBytes(10_000, 0));
  }

  @Test
  void manyCpusForALongTimeStayInRange() {
    Counters before = at(0, 0, 0, 0);
    Counters now = at(3600 * SECOND, 128 * 3600 * SECOND, 0, 36_000_000_000_000L);
    assertThat(now.nanoCoresSince(before)).hasValue(128 * SECOND);
    assertThat(now.ioSince(before)).contains(new IoBytes(0, 10_000_000_000L));
  }

  @Test
  void aCounterThatFellAndAClockThatStoodAreNoReasonToFail() {
    assertThat(at(SECOND, 1, 1, 1).nanoCoresSince(at(0, 2, 2, 2))).hasValue(0);
    assertThat(at(SECOND, 1, 1, 1).ioSince(at(0, 2, 2, 2))).contains(IoBytes.ZERO);
    assertThat(at(5, 0, 0, 0).nanosSince(at(5, 0, 0, 0))).isEqualTo(1);
  }

  @Test
  void withoutACounterThereIsNoRate() {
    Counters none = new Counters(0, OptionalLong.empty(), Optional.empty());
    assertThat(at(SECOND, 1, 1, 1).nanoCoresSince(none)).isEmpty();
    assertThat(none.nanoCoresSince(at(0, 1, 1, 1))).isEmpty();
    assertThat(at(SECOND, 1, 1, 1).ioSince(none)).isEmpty();
    assertThat(none.ioSince(at(0, 1, 1, 1))).isEmpty();
  }
}
