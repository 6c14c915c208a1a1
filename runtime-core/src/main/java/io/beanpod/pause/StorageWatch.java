package io.beanpod.pause;

import io.beanpod.lifecycle.Clock;
import io.beanpod.pod.StorageLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures every ten seconds what the containers have written, and has the pod evicted that wrote
 * more than it may: {@code localStorageEviction} of <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/eviction/eviction_manager.go">pkg/kubelet/eviction</a>.
 *
 * <p>What counts is a container's writable layer, its termination message and its logs. The walk is
 * done by a thread that lives as long as that takes: the event loop waits for no disk.
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

  /** What one container has on disk. */
  private record Written(String container, List<Path> directories) {}

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
  void tick(List<ContainerRun> runs) {
    if (clock.monotonicMillis() < nextAt()) {
      return;
    }
    measuring = true;
    List<Written> all = new ArrayList<>();
    for (ContainerRun run : runs) {
      List<Path> directories = new ArrayList<>(List.of(run.logs()));
      run.overlay().ifPresent(overlay -> directories.add(overlay.start()));
      all.add(new Written(run.plan().name(), directories));
    }
    Thread.ofPlatform().daemon().name("storage").start(() -> measure(all));
  }

  private void measure(List<Written> all) {
    Map<String, Long> used = new HashMap<>();
    String failure = "";
    for (Written written : all) {
      long bytes = 0;
      for (Path directory : written.directories()) {
        try {
          bytes += DiskUsage.of(directory);
        } catch (IOException e) {
          failure = "what container " + written.container() + " wrote: " + e.getMessage();
        }
      }
      used.put(written.container(), bytes);
      used.merge("", bytes, Long::sum);
    }
    String told = failure;
    completions.add(() -> measured(used, told));
  }

  private void measured(Map<String, Long> used, String failure) {
    measuring = false;
    dueAt = clock.monotonicMillis() + PERIOD_MILLIS;
    if (!failure.isEmpty() && !failure.equals(trouble)) {
      System.err.println("beanpod: " + failure);
    }
    trouble = failure;
    exceeded(limits, used).ifPresent(evict);
  }

  /**
   * The kubelet's words for the first limit that is exceeded.
   *
   * @param used bytes by container; by the empty name, of all together
   */
  static Optional<String> exceeded(List<StorageLimit> limits, Map<String, Long> used) {
    for (StorageLimit limit : limits) {
      if (used.getOrDefault(limit.container(), 0L) > limit.bytes()) {
        return Optional.of(
            limit.container().isEmpty()
                ? "Pod ephemeral local storage usage exceeds the total limit of containers "
                    + limit.quantity()
                    + ". "
                : "Container "
                    + limit.container()
                    + " exceeded its local ephemeral storage limit \""
                    + limit.quantity()
                    + "\". ");
      }
    }
    return Optional.empty();
  }
}
