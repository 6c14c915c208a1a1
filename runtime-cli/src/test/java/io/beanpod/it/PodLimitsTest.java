package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a pod may use as a whole, by what its containers can do. */
@Tag("cgroup")
class PodLimitsTest extends PodTest {

  /** Fills what is not swapped out and not freed: files of a tmpfs that both containers see. */
  private static final String FILL = "dd if=/dev/zero of=/dev/shm/%s bs=1M count=%d 2>/dev/null";

  @Test
  void containersShareTheMemoryOfThePodAndThePauseIsSpared() {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .spec("resources", Map.of("limits", Map.of("memory", "48Mi")))
            .script("one", FILL.formatted("one", 30) + "; echo filled; sleep 1000")
            .script(
                "two",
                "until [ -e /dev/shm/go ]; do sleep 0.05; done; "
                    + "exec dd if=/dev/zero of=/dev/null bs=40M count=1"));
    awaitLog("web", "one", "filled"); // which leaves less than 18 MiB to the other
    sh("web", "touch /dev/shm/go");
    Status status = await("web", "a container is killed", s -> s.is("two", "terminated"));
    assertThat(status.state("two", "terminated")).containsEntry("exitCode", 137L);
    assertThat(Proc.alive(pause("web"))).isTrue();
    assertThat(status.container("two")).containsEntry("restartCount", 0L);
  }

  @Test
  void memoryWithinThePodsIsThere() {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .spec("resources", Map.of("limits", Map.of("memory", "48Mi")))
            .script("one", "exec dd if=/dev/zero of=/dev/null bs=40M count=1"));
    awaitPhase("web", "Succeeded");
  }

  @Test
  void pidsAreCountedOverAllContainers() {
    apply(
        Manifest.pod("web")
            .annotation("beanpod.io/pod-pids-limit", "8")
            .spec("restartPolicy", "Never")
            .script("one", "sleep 1000 & sleep 1000 & sleep 1000 & echo ready; wait")
            .script(
                "two",
                "until [ -e /dev/shm/go ]; do :; done; "
                    + "for i in 1 2 3 4 5; do sleep 1000 & done; echo all"));
    awaitLog("web", "one", "ready");
    // A shell of exec counts as well: no touch beside it, which would be one process more.
    beanpod.run("exec", "web", "--", "touch", "/dev/shm/go").ok();
    Status status = await("web", "the second can't fork", s -> s.is("two", "terminated"));
    assertThat(status.state("two", "terminated").get("exitCode")).isNotEqualTo(0L);
    assertThat(beanpod.run("logs", "web", "-c", "two").ok())
        .containsIgnoringCase("fork")
        .doesNotContain("all");
    assertThat(Proc.alive(pause("web"))).isTrue();
  }

  @Test
  void theirCgroupsLieBesideThePauses() {
    apply(Manifest.pod("web").container("one", "sleep", "1000"));
    String cgroup = file("web", "runtime.json").get("cgroup").toString();
    assertThat(Proc.cgroups(pid("web", "one"))).containsValue("/" + cgroup + "/containers/one");
    assertThat(Proc.cgroups(pause("web"))).containsValue("/" + cgroup + "/pause");
  }

  @Test
  void aPodThatPromisesLessThanItsContainersIsRefused() {
    Ran ran =
        tryApply(
            Manifest.pod("web")
                .spec("resources", Map.of("requests", Map.of("cpu", "100m")))
                .container("one", "sleep", "1000")
                .with("resources", Map.of("requests", Map.of("cpu", "200m")))
                .json());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("spec.resources.requests.cpu")
        .contains("100m must be greater than or equal to aggregate container requests of 200m");
  }
}
