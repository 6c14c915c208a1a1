package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kubernetes lets a container be called {@code pause}: it is not mixed up with the pod's pause. */
class ContainerNamedPauseTest extends PodTest {
  @Test
  void itHasACgroupOfItsOwn() {
    apply(
        Manifest.pod("web")
            .spec("shareProcessNamespace", true)
            .script("pause", "sleep 3333 & exec sleep 4444")
            .with("resources", Map.of("limits", Map.of("memory", "20Mi"))));
    long pause = pause("web");
    long container = pid("web", "pause");
    assertThat(Proc.cgroups(container).toString()).contains("/pod");
    for (Map.Entry<String, String> hierarchy : Proc.cgroups(container).entrySet()) {
      if (hierarchy.getValue().contains("/pod")) {
        assertThat(Proc.cgroups(pause).get(hierarchy.getKey()))
            .contains("/pod")
            .isNotEqualTo(hierarchy.getValue());
      }
    }
    // Its end takes along what is left in its cgroup, and must not take the pause.
    beanpod.other("kill", "-KILL", Long.toString(container)).ok();
    nextPid("web", "pause", container);
    assertThat(pause("web")).isEqualTo(pause);
    assertThat(Proc.alive(pause)).isTrue();
    assertThat(get("web").restarts("pause")).isEqualTo(1);
  }
}
