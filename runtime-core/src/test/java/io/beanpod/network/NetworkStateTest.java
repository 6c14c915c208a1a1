package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.store.CorruptState;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkStateTest {
  @TempDir private Path base;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Root root = Root.below(base);
    assertThat(NetworkState.read(root)).isEmpty();
    NetworkState state =
        new NetworkState(
            "bean0",
            Subnet.parse("10.88.0.0/16").orElseThrow(),
            Subnet.parse("fd00::/64"),
            Map.of("net/ipv4/conf/eth0/forwarding", "0"));
    state.write(root);
    assertThat(NetworkState.read(root)).contains(state);
    assertThat(Files.readString(root.network().resolve("network.json")))
        .contains("\"podCIDRs\":[\"10.88.0.0/16\",\"fd00::/64\"]");
    NetworkState v4 = new NetworkState("bean0", state.v4(), Optional.empty(), Map.of());
    v4.write(root);
    assertThat(NetworkState.read(root)).contains(v4);
    NetworkState.remove(root);
    assertThat(NetworkState.read(root)).isEmpty();
  }

  @Test
  void aFileWithoutARangeIsCorrupt() throws IOException {
    Root root = Root.below(base);
    Files.createDirectories(root.network());
    Files.writeString(root.network().resolve("network.json"), "{\"bridge\":\"bean0\"}");
    assertThatThrownBy(() -> NetworkState.read(root))
        .isInstanceOf(CorruptState.class)
        .hasMessageContaining("podCIDRs");
  }
}
