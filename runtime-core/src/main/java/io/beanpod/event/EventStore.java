package io.beanpod.event;

import io.beanpod.model.Timestamp;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of the last hour, read from disk: of pods that are there, and of those that are gone.
 */
public final class EventStore {
  static final String SUFFIX = ".jsonl";

  private final Root root;
  private final String oldest;

  /**
   * The events below {@code root}.
   *
   * @param now an hour before which they end
   */
  public EventStore(Root root, Instant now) {
    this.root = root;
    oldest = oldest(now);
  }

  /** Before this time, as events write it, an event is forgotten. */
  static String oldest(Instant now) {
    return Timestamp.seconds(now.minus(EventLog.TTL));
  }

  /** All of them, the one that happened last at the end. */
  public List<StoredEvent> list() throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Path pod : entries(root.pods())) {
      String uid = pod.getFileName().toString();
      files.put(uid, root.podEvents(uid));
    }
    Map<String, List<StoredEvent>> events = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      events.put(file.getKey(), EventFile.latest(file.getValue()));
    }
    // Looked at after the pods: one whose file moves here meanwhile is seen at least once.
    for (Path namespace : entries(root.events())) {
      for (Path file : entries(namespace)) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
          String uid = name.substring(0, name.length() - SUFFIX.length());
          events.put(uid, EventFile.latest(file));
        }
      }
    }
    List<List<StoredEvent>> pods = new ArrayList<>(events.values());
    pods.removeIf(List::isEmpty);
    pods.sort(Comparator.comparing(EventStore::begin));
    List<StoredEvent> all = new ArrayList<>();
    for (List<StoredEvent> one : pods) {
      addFresh(one, all);
    }
    return sorted(all);
  }

  /** When a pod's first event happened, in nanoseconds: they are in its name, all as long. */
  private static String begin(List<StoredEvent> events) {
    String name = events.get(0).name();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Those of one namespace, the one that happened last at the end. */
  public List<StoredEvent> list(String namespace) throws IOException {
    List<StoredEvent> events = new ArrayList<>();
    for (StoredEvent event : list()) {
      if (event.namespace().equals(namespace)) {
        events.add(event);
      }
    }
    return events;
  }

  /** Those of one pod that is there, the one that happened last at the end. */
  public List<StoredEvent> ofPod(String uid) throws IOException {
    List<StoredEvent> events = new ArrayList<>();
    addFresh(EventFile.latest(root.podEvents(uid)), events);
    return sorted(events);
  }

  private void addFresh(List<StoredEvent> events, List<StoredEvent> to) {
    for (StoredEvent event : events) {
      if (event.lastTimestamp().compareTo(oldest) >= 0) {
        to.add(event);
      }
    }
  }

  /** By their last time; within a second in the order they come in, which is that of each pod. */
  static List<StoredEvent> sorted(List<StoredEvent> events) {
    events.sort(Comparator.comparing(StoredEvent::lastTimestamp));
    return events;
  }

  /** What a directory holds; nothing where there is none. */
  static List<Path> entries(Path directory) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        paths.add(entry);
      }
    } catch (NoSuchFileException none) {
      return paths;
    }
    return paths;
  }
}
