package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.store.Root;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPortUseTest {
  @TempDir private Path directory;

  @Test
  void whoListensAtAllAddressesHasThePort() throws IOException {
    Root root = Root.below(directory);
    try (ServerSocket everywhere = new ServerSocket(0)) {
      assertThat(HostPortUse.owner(root, "192.0.2.1", "TCP", everywhere.getLocalPort()))
          .hasValueSatisfying(
              owner -> assertThat(owner).endsWith("(pid " + ProcessHandle.current().pid() + ")"));
    }
    try (ServerSocket inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(HostPortUse.owner(root, "192.0.2.1", "TCP", inside.getLocalPort())).isEmpty();
    }
  }
}
