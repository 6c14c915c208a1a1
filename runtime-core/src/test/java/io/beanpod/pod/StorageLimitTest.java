package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.pod.StorageLimit.Of;
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
          volumes:
          - {name: plain}
          - {name: small, emptyDir: {sizeLimit: 1Mi}}
          - {name: fast, emptyDir: {sizeLimit: 1Mi, medium: Memory}}
          - {name: none, emptyDir: {sizeLimit: 0}}
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
            new StorageLimit(Of.VOLUME, "small", 1 << 20, "1Mi"),
            new StorageLimit(Of.POD, "", 2L << 30, "2Gi"),
            new StorageLimit(Of.CONTAINER, "init", 1L << 30, "1Gi"),
            new StorageLimit(Of.CONTAINER, "one", 512L << 20, "512Mi"),
            new StorageLimit(Of.CONTAINER, "two", 1536L << 20, "1536Mi"));
  }

  @Test
  void oneContainerWithALimitLimitsThePod() {
    assertThat(of("{}", "{limits: {ephemeral-storage: 1M}}", "{}"))
        .containsExactly(
            new StorageLimit(Of.VOLUME, "small", 1 << 20, "1Mi"),
            new StorageLimit(Of.POD, "", 1_000_000, "1M"),
            new StorageLimit(Of.CONTAINER, "one", 1_000_000, "1M"));
  }

  @Test
  void requestsZeroAndATmpfsLimitNothingOnDisk() {
    assertThat(of("{}", "{requests: {ephemeral-storage: 1M}}", "{limits: {ephemeral-storage: 0}}"))
        .containsExactly(new StorageLimit(Of.VOLUME, "small", 1 << 20, "1Mi"));
  }
}
