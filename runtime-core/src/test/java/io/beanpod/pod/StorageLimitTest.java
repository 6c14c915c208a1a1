package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageLimitTest {
  private static List<StorageLimit> of(String init, String one, String two) {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          initContainers: [{name: init, image: x, resources: %s}]
          containers:
          - {name: one, image: x, resources: %s}
          - {name: two, image: x, resources: %s}
        """
            .formatted(init, one, two);
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    return StorageLimit.of(
        PodManifest.readAll("web.yaml", text, new Node("node-1", "amd64")).get(0).pod().spec());
  }

  @Test
  void thePodMayWriteWhatItsContainersMayTogether() {
    assertThat(
            of(
                "{limits: {ephemeral-storage: 1Gi}}",
                "{limits: {ephemeral-storage: 0.5Gi}}",
                "{limits: {ephemeral-storage: 1.5Gi}}"))
        .containsExactly(
            new StorageLimit("", 2L << 30, "2Gi"),
            new StorageLimit("init", 1L << 30, "1Gi"),
            new StorageLimit("one", 512L << 20, "512Mi"),
            new StorageLimit("two", 1536L << 20, "1536Mi"));
  }

  @Test
  void oneContainerWithALimitLimitsThePod() {
    assertThat(of("{}", "{limits: {ephemeral-storage: 1M}}", "{}"))
        .containsExactly(
            new StorageLimit("", 1_000_000, "1M"), new StorageLimit("one", 1_000_000, "1M"));
  }

  @Test
  void requestsAndZeroLimitNothing() {
    assertThat(of("{}", "{requests: {ephemeral-storage: 1M}}", "{limits: {ephemeral-storage: 0}}"))
        .isEmpty();
  }
}
