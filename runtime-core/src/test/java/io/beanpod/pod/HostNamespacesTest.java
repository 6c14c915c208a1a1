package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.CloneFlags;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamespacesTest {
  @ParameterizedTest
  @CsvSource({
    "kind: Pod,false,false,false",
    "hostNetwork: true,true,false,false",
    "hostPID: true,false,true,false",
    "'{\"hostIPC\":true}',false,false,true",
    "hostname: hostnet,false,false,false",
  })
  void areGuessedFromTheText(String text, boolean network, boolean pid, boolean ipc) {
    assertThat(HostNamespaces.guess(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new HostNamespaces(network, pid, ipc));
  }

  @Test
  void areLeftOutOfTheClone() {
    long all =
        CloneFlags.NEWNS
            | CloneFlags.NEWNET
            | CloneFlags.NEWUTS
            | CloneFlags.NEWPID
            | CloneFlags.NEWIPC;
    assertThat(new HostNamespaces(false, false, false).cloneFlags()).isEqualTo(all);
    assertThat(new HostNamespaces(true, false, false).cloneFlags())
        .isEqualTo(all & ~(CloneFlags.NEWNET | CloneFlags.NEWUTS));
    assertThat(new HostNamespaces(false, true, false).cloneFlags())
        .isEqualTo(all & ~CloneFlags.NEWPID);
    assertThat(new HostNamespaces(true, true, true).cloneFlags()).isEqualTo(CloneFlags.NEWNS);
  }
}
