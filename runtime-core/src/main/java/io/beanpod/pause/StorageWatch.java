package io.beanpod.pause;

import io.beanpod.lifecycle.Clock;
import io.beanpod.pod.StorageLimit;
import io.beanpod.pod.StorageLimit.Of;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures every ten seconds what the containers have written to their file systems and to the
 * pod's emptyDir volumes, and has the pod evicted that wrote more than it may: {@code
 * localStorageEviction} of <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/eviction/eviction_manager.go">pkg/kubelet/eviction</a>.
 *
 * <p>What counts is a container's writable layer, its termination message and its logs; for the pod
 * as a whole its emptyDir volumes on disk too. The walk is done by a thread that lives as long as
 * that takes: the event loop waits for no disk.
 */
final class StorageWatch {
  private static final long PERIOD_MILLIS = 10_000; // evictionMonitoringPeriod

  private final List<StorageLimit> limits;
  private final Clock clock;
  private final Completions completions;
  private final Consumer<String> evict;
  private long dueAt;
  private boolean measuring;
  private String trouble = "";

  /** What one container or volume has on disk. */
  private record Written(Of by, String name, List<Path> directories) {}

  /** How much that is; the name is empty for the pod. */
  record Used(Of by, String name, long bytes) {}

  /**
   * Measures nothing yet.
   *
   * @param evict is told why, in the event loop
   */
  StorageWatch(
      List<StorageLimit> limits, Clock clock, Completions completions, Consumer<String> evict) {
    this.limits = limits;
    this.clock = clock;
    this.completions = completions;
    this.evict = evict;
    dueAt = clock.monotonicMillis() + PERIOD_MILLIS;
  }

  /** When {@link #tick} has something to do, by the monotonic clock. */
  long nextAt() {
    return measuring ? Long.MAX_VALUE : dueAt;
  }

  /** Begins to measure, if it is time. */
  void tick(List<ContainerRun> runs, List<Path> emptyDirs) {
    if (clock.monotonicMillis() < nextAt()) {
      return;
    }
    measuring = true;
    List<Written> all = new ArrayList<>();
    for (Path volume : emptyDirs) {
      all.add(new Written(Of.VOLUME, volume.getFileName().toString(), List.of(volume)));
    }
    for (ContainerRun run : runs) {
      List<Path> directories = new ArrayList<>(List.of(run.logs()));
      run.overlay().ifPresent(overlay -> directories.add(overlay.start()));
      all.add(new Written(Of.CONTAINER, run.plan().name(), directories));
    }
    Thread.ofPlatform().daemon().name("storage").start(() -> measure(all));
  }

  private void measure(List<Written> all) {
    List<Used> used = new ArrayList<>();
    long together = 0;
    String failure = "";
    for (Written written : all) {
      long bytes = 0;
      for (Path directory : written.directories()) {
        try {
          bytes += DiskUsage.of(directory);
        } catch (IOException e) {
          failure = "what " + written.name() + " holds: " + e.getMessage();
        }
      }
      used.add(new Used(written.by(), written.name(), bytes));
      together += bytes;
    }
    used.add(new Used(Of.POD, "", together));
    String told = failure;
    completions.add(() -> measured(used, told));
  }

  private void measured(List<Used> used, String failure) {
    measuring = false;
    dueAt = clock.monotonicMillis() + PERIOD_MILLIS;
    if (!failure.isEmpty() && !failure.equals(trouble)) {
      System.err.println("beanpod: " + failure);
    }
    trouble = failure;
    exceeded(limits, used).ifPresent(evict);
  }

  /** The kubelet's words for the first limit that is exceeded. */
  static Optional<String> exceeded(List<StorageLimit> limits, List<Used> used) {
    for (StorageLimit limit : limits) {
      for (Used one : used) {
        if (one.by() == limit.of()
            && one.name().equals(limit.name())
            && one.bytes() > limit.bytes()) {
          return Optional.of(words(limit));
        }
      }
    }
    return Optional.empty();
  }

  private static String words(StorageLimit limit) {
    return switch (limit.of()) {
      case VOLUME ->
          "Usage of EmptyDir volume \""
              + limit.name()
              + "\" exceeds the limit \""
              + limit.quantity()
              + "\". ";
      case POD ->
          "Pod ephemeral local storage usage exceeds the total limit of containers "
              + limit.quantity()
              + ". ";
      case CONTAINER ->
          "Container "
              + limit.name()
              + " exceeded its local ephemeral storage limit \""
              + limit.quantity()
              + "\". ";
    };
  }
}
