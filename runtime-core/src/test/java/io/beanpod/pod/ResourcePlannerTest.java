package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cgroup.HugePages;
import io.beanpod.cgroup.Limits;
import io.beanpod.cgroup.MemoryQos;
import io.beanpod.model.Node;
import io.beanpod.model.Pod;
import io.beanpod.model.PodManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResourcePlannerTest {
  private static final long GI = 1 << 30;
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
  void aContainerWithoutALimitHasThePods() throws IOException {
    Pod pod = pod("", "{limits: " + GIB + "}", "{limits: {memory: 1Mi}}", "{}");
    Limits a = ResourcePlanner.ofContainer(pod, pod.spec().containers().get(0));
    Limits b = ResourcePlanner.ofContainer(pod, pod.spec().containers().get(1));
    Limits none = Limits.NONE.withOomGroup(true).withCpuMilli(500);
    assertThat(a).isEqualTo(none.withMemoryBytes(1 << 20));
    assertThat(b).isEqualTo(none.withMemoryBytes(1 << 30));
  }

  @Test
  void hugePagesOfOneContainerAreNoneOfTheOther() throws IOException {
    String huge = "{limits: {cpu: 1, hugepages-2Mi: 4Mi, hugepages-1Gi: 1Gi}}";
    Pod pod = pod("", "{}", huge, "{limits: {cpu: 1, hugepages-2Mi: 2Mi}}");
    assertThat(ResourcePlanner.ofPod(pod).hugePages())
        .containsExactlyInAnyOrder(new HugePages(2 << 20, 6 << 20), new HugePages(GI, GI));
    assertThat(ResourcePlanner.ofContainer(pod, pod.spec().containers().get(1)).hugePages())
        .containsExactlyInAnyOrder(new HugePages(2 << 20, 2 << 20), new HugePages(GI, 0));
    Pod whole = pod("", "{limits: {cpu: 1, hugepages-2Mi: 8Mi}}", "{}", "{}");
    assertThat(ResourcePlanner.ofContainer(whole, whole.spec().containers().get(0)).hugePages())
        .containsExactly(new HugePages(2 << 20, 8 << 20));
  }

  @Test
  void memoryQosIsTheKubelets() throws IOException {
    String qos = ", annotations: {beanpod.io/memory-qos: 'true'}";
    String a = "{requests: {memory: 1Gi}, limits: {memory: 2Gi}}";
    Pod pod = pod(qos, "{}", a, "{limits: {memory: 1Gi}}");
    assertThat(ResourcePlanner.ofPod(pod).memoryQos())
        .contains(new MemoryQos(2L << 30, MemoryQos.NO_HIGH));
    // floor((1Gi + 0.9 * 1Gi) / 4096) * 4096
    assertThat(ResourcePlanner.ofContainer(pod, pod.spec().containers().get(0)).memoryQos())
        .contains(new MemoryQos(1L << 30, 2040107008L));
    assertThat(ResourcePlanner.ofContainer(pod, pod.spec().containers().get(1)).memoryQos())
        .contains(new MemoryQos(1L << 30, MemoryQos.NO_HIGH));
    Pod unlimited = pod(qos, "{}", "{}", "{}");
    MemoryQos none =
        ResourcePlanner.ofContainer(unlimited, unlimited.spec().containers().get(0))
            .memoryQos()
            .orElseThrow();
    assertThat(none.minBytes()).isZero();
    assertThat(none.highBytes())
        .isEqualTo(MemoryQosPlanner.high(0, HostMemory.totalBytes(), 0.9))
        .isLessThan(HostMemory.totalBytes());
    assertThat(ResourcePlanner.ofPod(pod("", "{}", a, a)).memoryQos()).isEmpty();
  }

  @Test
  void pidsAreOfAllContainersTogether() throws IOException {
    Pod pod = pod(", annotations: {beanpod.io/pod-pids-limit: '64'}", "{}", "{}", "{}");
    assertThat(ResourcePlanner.ofPod(pod)).isEqualTo(Limits.NONE.withPids(64));
    assertThat(ResourcePlanner.ofContainer(pod, pod.spec().containers().get(0)).pids()).isEmpty();
    Pod each = pod(", annotations: {beanpod.io/container-pids-limit: '8'}", "{}", "{}", "{}");
    assertThat(ResourcePlanner.ofPod(each).pids()).isEmpty();
    assertThat(ResourcePlanner.ofContainer(each, each.spec().containers().get(1)).pids())
        .hasValue(8);
  }
}
