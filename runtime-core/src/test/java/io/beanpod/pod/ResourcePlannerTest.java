package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cgroup.Limits;
import io.beanpod.model.Node;
import io.beanpod.model.Pod;
import io.beanpod.model.PodManifest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResourcePlannerTest {
  private static final String GIB = "{cpu: 500m, memory: 1Gi}";

  /** A pod with containers {@code a} and {@code b}. */
  private static Pod pod(String metadata, String spec, String a, String b) {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web%s}
        spec:
          resources: %s
          containers:
          - {name: a, image: x, resources: %s}
          - {name: b, image: x, resources: %s}
        """
            .formatted(metadata, spec, a, b);
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    return PodManifest.readAll("web.yaml", text, new Node("node-1", "amd64")).get(0).pod();
  }

  @Test
  void ofGuaranteedContainersAreTheirSums() {
    Pod pod = pod("", "{}", "{limits: " + GIB + "}", "{limits: " + GIB + "}");
    assertThat(ResourcePlanner.ofPod(pod))
        .isEqualTo(
            Limits.NONE.withMemoryBytes(2L << 30).withCpuMilli(1000).withCpuRequestMilli(1000));
  }

  @Test
  void ofBurstableOnesAreThoseThatAllHave() {
    Pod pod = pod("", "{}", "{limits: " + GIB + "}", "{limits: {memory: 1Gi}}");
    assertThat(ResourcePlanner.ofPod(pod))
        .isEqualTo(Limits.NONE.withMemoryBytes(2L << 30).withCpuRequestMilli(500));
  }

  @Test
  void ofBestEffortOnesAreNone() {
    assertThat(ResourcePlanner.ofPod(pod("", "{}", "{}", "{}"))).isEqualTo(Limits.NONE);
  }

  @Test
  void aContainerWithoutALimitHasThePods() {
    Pod pod = pod("", "{limits: " + GIB + "}", "{limits: {memory: 1Mi}}", "{}");
    Limits a = ResourcePlanner.ofContainer(pod.spec(), pod.spec().containers().get(0));
    Limits b = ResourcePlanner.ofContainer(pod.spec(), pod.spec().containers().get(1));
    Limits none = Limits.NONE.withOomGroup(true).withCpuMilli(500);
    assertThat(a).isEqualTo(none.withMemoryBytes(1 << 20));
    assertThat(b).isEqualTo(none.withMemoryBytes(1 << 30));
  }

  @Test
  void pidsAreOfAllContainersTogether() {
    Pod pod = pod(", annotations: {beanpod.io/pod-pids-limit: '64'}", "{}", "{}", "{}");
    assertThat(ResourcePlanner.ofPod(pod)).isEqualTo(Limits.NONE.withPids(64));
    assertThat(ResourcePlanner.ofContainer(pod.spec(), pod.spec().containers().get(0)).pids())
        .isEmpty();
  }
}
