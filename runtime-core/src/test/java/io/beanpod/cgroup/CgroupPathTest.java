package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupPathTest {

  @Test
  void liesBelowTheRoot() {
    CgroupPath path = CgroupPath.of("beanpod/pod7d5c-1/web_2.0");
    assertThat(path.names()).containsExactly("beanpod", "pod7d5c-1", "web_2.0");
    assertThat(path.below(Path.of("/sys/fs/cgroup")))
        .isEqualTo(Path.of("/sys/fs/cgroup/beanpod/pod7d5c-1/web_2.0"));
    assertThat(CgroupPath.of("beanpod-1a2b").toString()).isEqualTo("beanpod-1a2b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/beanpod",
        "system.slice",
        "beanpods/a",
        "beanpod/",
        "beanpod//a",
        "beanpod/.",
        "beanpod/..",
        "beanpod/../system.slice",
        "beanpod/a b",
        "beanpod/a\nb",
        "beanpod/ä"
      })
  void nothingElseCanBeNamed(String path) {
    assertThatThrownBy(() -> CgroupPath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cgroup");
  }
}
