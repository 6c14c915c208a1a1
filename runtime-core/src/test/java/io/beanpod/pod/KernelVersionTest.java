package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelVersionTest {
  @ParameterizedTest
  @ValueSource(strings = {"5.12", "5.12.0-rc1", "6.1.0-18-amd64", "6.18.44-fc-v595", "10.0"})
  void newEnough(String release) {
    assertThatCode(() -> KernelVersion.require(release)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.11.22", "5.4.0-150-generic", "4.19.0", "3.10.0-1160.el7"})
  void tooOld(String release) {
    assertThatThrownBy(() -> KernelVersion.require(release))
        .hasMessage(
            "kernel " + release + " is too old: Beanpod needs Linux 5.12 or later (mount_setattr)");
  }
}
