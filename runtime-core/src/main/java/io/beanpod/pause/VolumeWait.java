package io.beanpod.pause;

import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import io.beanpod.event.Reasons;
import io.beanpod.lifecycle.Clock;
import io.beanpod.volume.PodVolumes;
import io.beanpod.volume.VolumesPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Sets up the pod's volumes before its first container starts, again and again until all are there.
 * It looks every second; what it says of it comes ever less often, as from the kubelet, whose tries
 * are apart twice as long each time, up to two minutes.
 */
final class VolumeWait {
  private static final long PERIOD_MILLIS = 1000;
  private static final long LONGEST_SILENCE_MILLIS =
      122_000; // goroutinemap's maxDurationBeforeRetry

  private final PodVolumes volumes;
  private final Clock clock;
  private final EventSink events;
  private long nextAt;
  private long againAt = Long.MAX_VALUE;
  private long sayAt;
  private long silence = PERIOD_MILLIS;
  private List<String> said = List.of();

  VolumeWait(PodVolumes volumes, Clock clock, EventSink events) {
    this.volumes = volumes;
    this.clock = clock;
    this.events = events;
  }

  /** The directories that count to what the pod has on disk; each is called as its volume. */
  List<Path> emptyDirs() {
    return volumes.emptyDirs();
  }

  /** When {@link #ready} has something to do, by the monotonic clock, in milliseconds. */
  long nextAt() {
    return Math.min(nextAt, againAt);
  }

  /** The ids of the ConfigMaps and Secrets that are in volumes. */
  Set<String> objects() {
    return volumes.objects();
  }

  /**
   * Objects have changed: what is made of them is written again, and what waits is looked at.
   *
   * @param ids none: any may have changed
   */
  void objectsChanged(Set<String> ids) {
    again();
    written(volumes.objectsChanged(ids));
  }

  /** The pod has changed, and so may what volumes tell of it. */
  void podChanged(VolumesPlan plan) {
    again();
    written(volumes.podChanged(plan));
  }

  private void again() {
    if (nextAt != Long.MAX_VALUE) {
      nextAt = clock.monotonicMillis();
    }
  }

  /**
   * Tries if it is time; whether all volumes are there.
   *
   * @param completions brings the word that one that takes long is done
   */
  boolean ready(Completions completions) {
    long now = clock.monotonicMillis();
    if (now >= againAt) {
      written(volumes.objectsChanged(Set.of()));
    }
    if (now < nextAt) {
      return nextAt == Long.MAX_VALUE;
    }
    List<String> failures = volumes.setUp(() -> completions.add(this::again));
    if (volumes.ready()) {
      nextAt = Long.MAX_VALUE;
      return true;
    }
    nextAt = now + PERIOD_MILLIS;
    say(failures, now);
    return false;
  }

  /** What could not be written, on a full disk say, is behind until it can. */
  private void written(List<String> failures) {
    long now = clock.monotonicMillis();
    againAt = failures.isEmpty() ? Long.MAX_VALUE : now + PERIOD_MILLIS;
    say(failures, now);
  }

  private void say(List<String> failures, long now) {
    if (failures.isEmpty() || (now < sayAt && failures.equals(said))) {
      return; // none: one just takes its time
    }
    silence = failures.equals(said) ? Math.min(2 * silence, LONGEST_SILENCE_MILLIS) : PERIOD_MILLIS;
    sayAt = now + silence;
    said = failures;
    for (String failure : failures) {
      events.event(EventType.Warning, Reasons.FAILED_MOUNT, "", failure);
    }
  }
}
