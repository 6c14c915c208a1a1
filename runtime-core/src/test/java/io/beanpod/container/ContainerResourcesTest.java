package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerResourcesTest {
  private static ContainerResources memoryRestarts(String cpu, String memory) {
    return new ContainerResources(Map.of("memory", memory), Map.of("cpu", cpu), false, true);
  }

  @Test
  void onlyAChangeOfWhatThePolicyNamesNeedsARestart() {
    ContainerResources before = memoryRestarts("100m", "1Gi");
    assertThat(memoryRestarts("200m", "1Gi").needRestart(before)).isFalse();
    assertThat(memoryRestarts("100m", "2Gi").needRestart(before)).isTrue();
    ContainerResources request =
        new ContainerResources(
            Map.of("memory", "1Gi"), Map.of("cpu", "100m", "memory", "1Mi"), false, true);
    assertThat(request.needRestart(before)).as("a request counts, too").isTrue();
    assertThat(request.same(before)).isFalse();
  }

  @Test
  void theTreeLeavesOutWhatIsEmpty() {
    assertThat(ContainerResources.NONE.tree()).isEmpty();
    assertThat(memoryRestarts("1", "1Gi").tree())
        .isEqualTo(Map.of("limits", Map.of("memory", "1Gi"), "requests", Map.of("cpu", "1")));
  }
}
