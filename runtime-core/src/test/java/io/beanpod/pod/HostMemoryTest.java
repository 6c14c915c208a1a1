package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HostMemoryTest {
  @Test
  void allThatTheKernelHas() throws IOException {
    assertThat(HostMemory.total("MemTotal:        8000 kB\nMemFree:  1 kB\n")).isEqualTo(8_192_000);
    assertThatThrownBy(() -> HostMemory.total("MemFree: 1 kB\n"))
        .hasMessage("/proc/meminfo has no line MemTotal");
  }
}
