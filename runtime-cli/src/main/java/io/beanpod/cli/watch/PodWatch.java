package io.beanpod.cli.watch;

import io.beanpod.model.Json;
import io.beanpod.model.Timestamp;
import io.beanpod.store.StoredPod;
import io.beanpod.watch.ChangeSource;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What happened to pods from one look to the next. As a watch of the Kubernetes API with a selector
 * tells it, a pod that begins to match is ADDED, and one that matches no more is DELETED.
 */
public final class PodWatch {
  /** Reads pods from disk. */
  @FunctionalInterface
  public interface Reader {
    List<StoredPod> read() throws IOException;
  }

  private final Reader reader;
  private final Predicate<StoredPod> matches;
  private final ChangeSource changes;
  private final LongSupplier clock;
  private Map<String, StoredPod> seen = new LinkedHashMap<>();

  /**
   * Has seen nothing yet.
   *
   * @param reader of all pods that might match some day
   * @param matches which of them count now
   * @param changes stays open
   * @param clock milliseconds since the epoch
   */
  public PodWatch(
      Reader reader, Predicate<StoredPod> matches, ChangeSource changes, LongSupplier clock) {
    this.reader = reader;
    this.matches = matches;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Looks at the pods; the first time all that match are ADDED.
   *
   * @return what happened since the last look: who is gone, then the others in the reader's order
   */
  public List<PodEvent> look() throws IOException {
    changes.prepare();
    Map<String, StoredPod> now = new LinkedHashMap<>();
    for (StoredPod pod : reader.read()) {
      now.put(pod.uid(), pod);
    }
    changes.attend(now.values());
    List<PodEvent> events = new ArrayList<>();
    for (StoredPod before : seen.values()) {
      if (!now.containsKey(before.uid()) && matches.test(before)) {
        events.add(new PodEvent(PodEvent.Type.DELETED, gone(before)));
      }
    }
    for (StoredPod pod : now.values()) {
      StoredPod before = seen.get(pod.uid());
      boolean did = before != null && matches.test(before);
      if (!matches.test(pod)) {
        if (did) {
          events.add(new PodEvent(PodEvent.Type.DELETED, pod));
        }
      } else if (!did) {
        events.add(new PodEvent(PodEvent.Type.ADDED, pod));
      } else if (!before.tree().equals(pod.tree())) {
        events.add(new PodEvent(PodEvent.Type.MODIFIED, pod));
      }
    }
    seen = now;
    return events;
  }

  /** Blocks as {@link ChangeSource#await} does. */
  public boolean await(long millis) throws IOException {
    return changes.await(millis);
  }

  /**
   * A pod is gone only after somebody wanted it to be. Where that was too quick to be seen, the
   * time is that of now: the API server, too, never lets go of a pod without one.
   */
  private StoredPod gone(StoredPod pod) {
    if (Json.at(pod.tree(), "metadata", "deletionTimestamp") != null) {
      return pod;
    }
    Map<String, Object> tree = Json.copy(pod.tree());
    String now = Timestamp.seconds(Instant.ofEpochMilli(clock.getAsLong()));
    Json.object(tree.get("metadata")).put("deletionTimestamp", now);
    return new StoredPod(tree, pod.directory(), false);
  }
}
