package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.pod.StorageLimit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kubelet's words: pkg/kubelet/eviction/eviction_manager.go. */
class StorageWatchTest {
  private static final List<StorageLimit> LIMITS =
      List.of(
          new StorageLimit("", 300, "300"),
          new StorageLimit("one", 100, "100"),
          new StorageLimit("two", 200, "200"));

  @Test
  void aLimitMayBeReached() {
    assertThat(StorageWatch.exceeded(LIMITS, Map.of("one", 100L, "two", 200L, "", 300L))).isEmpty();
    assertThat(StorageWatch.exceeded(LIMITS, Map.of())).isEmpty();
  }

  @Test
  void aContainerMayWriteTooMuch() {
    assertThat(StorageWatch.exceeded(LIMITS, Map.of("one", 99L, "two", 201L, "", 300L)))
        .contains("Container two exceeded its local ephemeral storage limit \"200\". ");
  }

  @Test
  void thePodComesFirst() {
    assertThat(StorageWatch.exceeded(LIMITS, Map.of("one", 101L, "three", 200L, "", 301L)))
        .contains("Pod ephemeral local storage usage exceeds the total limit of containers 300. ");
  }
}
