package io.beanpod.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CniDirectoriesTest {
  @Test
  void pluginsLieInAbsoluteDirectories() throws IOException {
    assertThat(CniDirectories.absolute("/opt/cni/bin:/usr/lib/cni"))
        .isEqualTo("/opt/cni/bin:/usr/lib/cni");
  }

  /** An empty one would be the working directory, or PATH. */
  @ParameterizedTest
  @ValueSource(strings = {"bin", ":/usr/lib/cni", "/usr/lib/cni:", "/a::/b", "./bin:/usr/lib/cni"})
  void othersAreRefused(String directories) {
    assertThatThrownBy(() -> CniDirectories.absolute(directories))
        .hasMessage(
            "BEANPOD_CNI_BIN_DIR="
                + directories
                + ": must be absolute paths with colons between them");
  }
}
