package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void zeroIsNoLimit() {
    Limits zero = Limits.NONE.withMemoryBytes(0).withCpuMilli(0).withPids(0);
    assertThat(zero).isEqualTo(Limits.NONE);
  }

  @Test
  void hugePagesAreNamedAsTheKernelDoes() {
    assertThat(new HugePages(64 << 10, 0).size()).isEqualTo("64KB");
    assertThat(new HugePages(2 << 20, 0).size()).isEqualTo("2MB");
    assertThat(new HugePages(16L << 30, 0).size()).isEqualTo("16GB");
    assertThatThrownBy(() -> new HugePages(1000, 0)).hasMessageContaining("make no sense");
  }

  @Test
  void outOfRangeNamesWhatAndItsRange() {
    assertThatThrownBy(() -> Limits.NONE.withMemoryBytes(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("memory limit -1");
    assertThatThrownBy(() -> Limits.NONE.withPids(4194305))
        .hasMessageContaining("pids limit 4194305 is not in 0..4194304");
    assertThatThrownBy(() -> Limits.NONE.withCpuMilli(Long.MAX_VALUE))
        .hasMessageContaining("cpu limit");
  }
}
