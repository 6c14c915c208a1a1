package io.beanpod.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Processes;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On loopback, where any address can be had without a bridge. */
class AgentLaunchTest {
  @TempDir private Path base;

  private static NetworkState network(String cidr) {
    return new NetworkState("none", Subnet.parse(cidr).orElseThrow(), Optional.empty(), Map.of());
  }

  private Root root() throws IOException {
    assumeTrue(Processes.isRoot(), "skipped: binds port 53");
    Root root = Root.below(base);
    Files.createDirectories(root.network());
    return root;
  }

  @Test
  void whatACommandHasBoundOutlivesTheEndOfTheNetworkBefore() throws IOException {
    Root root = root();
    NetworkState network = network("127.88.7.0/24");
    Agent first = new Agent(root);
    assertThat(first.claim(network)).isTrue();
    new Agent(root).end(); // another command has deleted the first one's pod meanwhile
    Agent next = new Agent(root);
    assertThat(next.claim(network)).as("the first one is still to start it").isFalse();
    assertThat(AgentLaunch.nameservers(root)).containsExactly(network.v4().gateway());
    first.end();
    assertThat(AgentLaunch.nameservers(root)).isEmpty();
    assertThat(AgentFiles.control(root)).doesNotExist();
    assertThat(next.claim(network)).isTrue();
    next.end();
  }

  @Test
  void aClaimThatFailsIsGivenUp() throws IOException {
    Root root = root();
    Agent agent = new Agent(root);
    assertThatThrownBy(() -> agent.claim(network("192.0.2.0/24"))) // of no interface
        .isInstanceOf(IOException.class);
    assertThat(agent.claim(network("127.88.7.0/24"))).isTrue();
    agent.end();
  }
}
