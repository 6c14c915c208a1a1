package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.model.PodResources;
import io.beanpod.model.PodSpec;
import io.beanpod.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostResourcesTest {
  @TempDir Path sizes;

  private List<Problem> problems(String limits) throws IOException {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
          - {name: a, image: x}
          - {name: b, image: x, resources: {limits: {memory: 1Mi, %s}}}
        """
            .formatted(limits);
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    PodSpec spec =
        PodManifest.readAll("web.yaml", text, new Node("node-1", "amd64")).get(0).pod().spec();
    List<Problem> problems = new ArrayList<>();
    HostResources.hugePages(spec, PodResources.hugePageLimits(spec), sizes, problems);
    return problems;
  }

  private void reserve(String size, String pages) throws IOException {
    Path directory = Files.createDirectory(sizes.resolve(size));
    Files.writeString(directory.resolve("nr_hugepages"), pages + "\n");
  }

  @Test
  void asManyHugePagesAsThereAreWillDo() throws IOException {
    reserve("hugepages-2048kB", "3");
    reserve("hugepages-1048576kB", "1");
    assertThat(problems("hugepages-2Mi: 6Mi, hugepages-1Gi: 1Gi")).isEmpty();
  }

  @Test
  void tooFewAreToldWithWhatReservesThem() throws IOException {
    reserve("hugepages-2048kB", "2");
    assertThat(problems("hugepages-2Mi: 6Mi"))
        .containsExactly(
            new Problem(
                "spec.containers[1].resources.limits.hugepages-2Mi",
                "the pod may use 3 huge pages of 2Mi, and this host has 2; reserve them: echo 3 > "
                    + sizes
                    + "/hugepages-2048kB/nr_hugepages"));
  }

  @Test
  void aSizeThatTheHostHasNotIsTold() throws IOException {
    reserve("hugepages-2048kB", "2");
    assertThat(problems("hugepages-64Ki: 64Ki"))
        .containsExactly(
            new Problem(
                "spec.containers[1].resources.limits.hugepages-64Ki",
                "this host has no huge pages of 64Ki; see which it has: ls " + sizes));
  }
}
