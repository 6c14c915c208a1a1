package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.pause.StorageWatch.Used;
import io.beanpod.pod.StorageLimit;
import io.beanpod.pod.StorageLimit.Of;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kubelet's words: pkg/kubelet/eviction/eviction_manager.go. */
class StorageWatchTest {
  private static final List<StorageLimit> LIMITS =
      List.of(
          new StorageLimit(Of.VOLUME, "one", 50, "50"),
          new StorageLimit(Of.POD, "", 300, "300"),
          new StorageLimit(Of.CONTAINER, "one", 100, "100"),
          new StorageLimit(Of.CONTAINER, "two", 200, "200"));

  private static List<Used> used(long volume, long one, long two, long pod) {
    return List.of(
        new Used(Of.VOLUME, "one", volume),
        new Used(Of.CONTAINER, "one", one),
        new Used(Of.CONTAINER, "two", two),
        new Used(Of.POD, "", pod));
  }

  @Test
  void aLimitMayBeReached() {
    assertThat(StorageWatch.exceeded(LIMITS, used(50, 100, 200, 300))).isEmpty();
    assertThat(StorageWatch.exceeded(LIMITS, List.of())).isEmpty();
  }

  @Test
  void aContainerMayWriteTooMuch() {
    assertThat(StorageWatch.exceeded(LIMITS, used(0, 99, 201, 300)))
        .contains("Container two exceeded its local ephemeral storage limit \"200\". ");
  }

  @Test
  void aVolumeComesBeforeAllAndIsNotTheContainerOfItsName() {
    assertThat(StorageWatch.exceeded(LIMITS, used(51, 101, 0, 301)))
        .contains("Usage of EmptyDir volume \"one\" exceeds the limit \"50\". ");
    assertThat(StorageWatch.exceeded(LIMITS, used(0, 60, 0, 60))).isEmpty();
  }

  @Test
  void thePodComesBeforeItsContainers() {
    assertThat(StorageWatch.exceeded(LIMITS, used(0, 101, 0, 301)))
        .contains("Pod ephemeral local storage usage exceeds the total limit of containers 300. ");
  }
}
