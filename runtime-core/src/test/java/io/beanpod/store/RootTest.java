package io.beanpod.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RootTest {
  @Test
  void theHostsPlaces() {
    Root root = Root.host();
    assertThat(root.pod("u")).isEqualTo(Path.of("/run/beanpod/pods/u"));
    assertThat(root.name("ns", "web")).isEqualTo(Path.of("/run/beanpod/names/ns/web"));
    assertThat(root.netns()).isEqualTo(Path.of("/run/netns"));
    assertThat(root.podData("u")).isEqualTo(Path.of("/var/lib/beanpod/pods/u"));
    assertThat(root.podLogs("ns", "web", "u")).isEqualTo(Path.of("/var/log/pods/ns_web_u"));
    assertThat(root.cgroup()).isEqualTo("beanpod");
  }

  @Test
  void everythingMovesBelowAnotherRoot() {
    Root root = Root.below(Path.of("/tmp/x/../y"));
    for (Path path :
        new Path[] {
          root.run(),
          root.lock(),
          root.pods(),
          root.events(),
          root.names(),
          root.netns(),
          root.lib(),
          root.oci(),
          root.layers(),
          root.logs()
        }) {
      assertThat(path.startsWith(Path.of("/tmp/y"))).as(path.toString()).isTrue();
    }
  }

  @Test
  void eachRootHasACgroupOfItsOwn() {
    assertThat(Root.below(Path.of("/tmp/a")).cgroup())
        .startsWith("beanpod-")
        .isNotEqualTo(Root.below(Path.of("/tmp/b")).cgroup())
        .isEqualTo(Root.below(Path.of("/tmp/c/../a")).cgroup());
  }
}
