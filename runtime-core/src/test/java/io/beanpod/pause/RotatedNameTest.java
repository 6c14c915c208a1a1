package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RotatedNameTest {
  private final RotatedName names = new RotatedName("3.log");

  @Test
  void isTheKubelets() {
    assertThat(names.next(Instant.parse("2026-01-02T15:04:05.9Z")))
        .isEqualTo("3.log.20260102-150405");
    assertThat(names.next(Instant.parse("2026-01-02T15:05:00Z")))
        .isEqualTo("3.log.20260102-150500");
  }

  @Test
  void eachSortsBehindTheOneBeforeIt() {
    Instant second = Instant.parse("2026-01-02T15:04:05Z");
    String before = names.next(second);
    for (int i = 0; i < 2500; i++) {
      Instant now = i == 1200 ? second.minusSeconds(3600) : second; // somebody sets the clock back
      String name = names.next(now);
      assertThat(name).isGreaterThan(before);
      before = name;
    }
    assertThat(before).isEqualTo("3.log.20260102-150407.500");
  }
}
