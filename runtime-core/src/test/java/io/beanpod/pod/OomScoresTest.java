package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Container;
import io.beanpod.model.Node;
import io.beanpod.model.Pod;
import io.beanpod.model.PodManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a host of 8 GiB; the scores are those of the kubelet's policy_test.go, or of its formula. */
class OomScoresTest {
  private static final long GIB = 1L << 30;

  private static Pod pod(String spec) {
    String yaml = "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {" + spec + "}}";
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    return PodManifest.readAll("web.yaml", text, new Node("node-1", "amd64")).get(0).pod();
  }

  private static Map<String, Integer> scores(String spec) {
    Pod pod = pod(spec);
    OomScores scores = new OomScores(pod, 8 * GIB);
    Map<String, Integer> all = new TreeMap<>();
    for (Container container : pod.spec().allContainers()) {
      all.put(container.name(), scores.of(container));
    }
    return all;
  }

  private static String container(String name, String resources) {
    return "{name: " + name + ", image: x, resources: " + resources + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{limits: {cpu: 1, memory: 1Gi}}|-997",
        "{}|1000",
        "{requests: {cpu: 1}}|999", // one less than BestEffort
        "{requests: {memory: 4Gi}}|500",
        "{requests: {memory: 1Gi}}|875",
        "{requests: {memory: 8187Mi}}|3", // 1 otherwise: more than Guaranteed's has to be left
        "{requests: {memory: 100Gi}}|3",
        "{requests: {memory: 9E}}|3",
      })
  void byQualityOfServiceAndMemoryRequest(String resources, int score) {
    assertThat(scores("containers: [" + container("a", resources) + "]")).containsEntry("a", score);
  }

  @Test
  void aSidecarIsNotKilledBeforeTheContainersItServes() {
    String main = container("a", "{requests: {memory: 4Gi}}");
    String sidecar = "{name: s, image: x, restartPolicy: Always}";
    String init = "{name: i, image: x}";
    assertThat(
            scores("initContainers: [" + init + ", " + sidecar + "], containers: [" + main + "]"))
        .isEqualTo(Map.of("a", 500, "i", 999, "s", 500));
  }

  @Test
  void whatThePodRequestsBeyondItsContainersIsSharedOut() {
    String containers = container("a", "{requests: {memory: 1Gi}}") + ", " + container("b", "{}");
    assertThat(scores("resources: {requests: {memory: 5Gi}}, containers: [" + containers + "]"))
        .isEqualTo(Map.of("a", 625, "b", 750));
  }

  @Test
  void thisHostHasMemory() throws IOException {
    Pod pod = pod("containers: [" + container("a", "{requests: {memory: 1Mi}}") + "]");
    assertThat(OomScores.onThisHost(pod).of(pod.spec().containers().get(0))).isBetween(900, 999);
  }
}
