package io.beanpod.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Epoll;
import io.beanpod.network.NetworkView;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveClusterTest {
  @TempDir private Path base;
  private Root root;

  @BeforeEach
  void network() throws IOException {
    root = Root.below(base);
    Files.createDirectories(root.network());
    state("{\"bridge\":\"bean0\",\"podCIDRs\":[\"10.88.0.0/16\"],\"sysctls\":{}}");
  }

  private void state(String text) throws IOException {
    AtomicFile.write(root.network().resolve("network.json"), text, 0644);
  }

  private void pod(String name, String text) throws IOException {
    Path directory = Files.createDirectories(root.pod("uid-" + name));
    AtomicFile.write(directory.resolve("pod.json"), text, 0644);
    Files.createDirectories(root.name("default", name).getParent());
    Files.createSymbolicLink(root.name("default", name), directory);
  }

  private void running(String name, String ip) throws IOException {
    pod(
        name,
        "{\"metadata\":{\"name\":\"NAME\",\"namespace\":\"default\",\"uid\":\"uid-NAME\"},"
                .replace("NAME", name)
            + "\"status\":{\"phase\":\"Succeeded\",\"podIPs\":[{\"ip\":\"ADDRESS\"}]}}"
                .replace("ADDRESS", ip));
  }

  private void object(String name, String text) throws IOException {
    Path directory = Files.createDirectories(root.objects().resolve("services/default"));
    AtomicFile.write(directory.resolve(name + ".json"), text, 0600);
  }

  private LiveCluster cluster() throws IOException {
    return new LiveCluster(root, NetworkView.read(root).orElseThrow());
  }

  @Test
  void aBrokenPodHidesNoOther() throws IOException {
    pod("broken", "{");
    object("broken", "{");
    object("web", "{\"metadata\":{\"name\":\"web\",\"namespace\":\"default\",\"uid\":\"s1\"}}");
    LiveCluster cluster = cluster();
    assertThat(cluster.refresh()).isTrue();
    assertThat(cluster.causes()).contains("s1").doesNotContain("uid-late");
    running("late", "10.88.0.3");
    assertThat(cluster.refresh()).isTrue();
    assertThat(cluster.causes()).contains("uid-late", "10.88.0.3");
  }

  @Test
  void aLookOfOthersIsNewsToTheOneWhoWaits() throws IOException {
    LiveCluster cluster = cluster();
    cluster.heard();
    try (Epoll epoll = new Epoll()) {
      epoll.add(cluster.news(), 7);
      assertThat(epoll.await(0)).isZero();
      Files.delete(root.network().resolve("network.json"));
      cluster.names(); // a query's thread is first
      assertThat(epoll.await(0)).isEqualTo(1);
      assertThat(cluster.view()).isEmpty();
      cluster.heard();
      assertThat(epoll.await(0)).isZero();
    }
  }

  @Test
  void whatCantBeReadIsNotForgotten() throws IOException {
    LiveCluster cluster = cluster();
    state("{");
    assertThat(cluster.refresh()).isFalse();
    assertThat(cluster.view()).as("that of before").isPresent();
    assertThat(cluster.refresh()).as("although nothing has changed").isFalse();
  }
}
