package io.beanpod.event;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Inotify;
import io.beanpod.linux.SyscallException;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells each new state of each event once, as it comes; waits in the kernel meanwhile.
 *
 * <p>A state is known by its event's name and its count, which only grows: so nothing is told twice
 * when a file is replaced, or moves because its pod is gone.
 */
public final class EventFollower implements AutoCloseable {
  private static final int APPEAR = Inotify.IN_CREATE | Inotify.IN_MOVED_TO;

  private final Root root;
  private final String oldest;
  private final Inotify inotify = new Inotify();
  private final Map<Integer, Path> watched = new HashMap<>();

  /** By the pod's uid: the highest count of each event that was told. */
  private final Map<String, Map<String, Long>> told = new HashMap<>();

  private boolean begun;

  /**
   * Follows all events below {@code root}.
   *
   * @param now what ended more than an hour before is not told
   */
  public EventFollower(Root root, Instant now) throws IOException {
    this.root = root;
    oldest = EventStore.oldest(now);
    // Only what is there can be watched; whoever comes first makes it, in the same way.
    Files.createDirectories(root.run());
    Files.setPosixFilePermissions(root.run(), PosixFilePermissions.fromString("rwx--x--x"));
    Files.createDirectories(root.pods());
    Files.createDirectories(root.events());
    watch(root.pods(), APPEAR);
    watch(root.events(), APPEAR);
  }

  /**
   * What is new. At first that is the last state of everything there is, in the order of time, and
   * maybe nothing; after that it waits until there is something.
   */
  public List<StoredEvent> next() throws IOException {
    List<StoredEvent> events = new ArrayList<>();
    if (!begun) {
      begun = true;
      everything(events);
      return EventStore.sorted(EventFile.latest(events));
    }
    while (events.isEmpty()) {
      for (Inotify.Event happened : inotify.await(-1)) {
        look(happened, events);
      }
    }
    return events;
  }

  private void everything(List<StoredEvent> events) throws IOException {
    for (Path pod : EventStore.entries(root.pods())) {
      pod(pod, events);
    }
    for (Path namespace : EventStore.entries(root.events())) {
      namespace(namespace, events);
    }
  }

  private void look(Inotify.Event happened, List<StoredEvent> events) throws IOException {
    if (happened.overflow()) {
      everything(events);
      return;
    }
    if (happened.ended()) {
      watched.remove(happened.watch());
      return;
    }
    Path directory = watched.get(happened.watch());
    if (directory == null) {
      return; // it ended before this was read
    }
    Path entry = directory.resolve(happened.name());
    if (directory.equals(root.pods())) {
      pod(entry, events);
    } else if (directory.equals(root.events())) {
      namespace(entry, events);
    } else if (directory.startsWith(root.pods())) {
      String uid = directory.getFileName().toString();
      if (entry.equals(root.podEvents(uid))) {
        read(uid, entry, events);
      }
    } else if ((happened.mask() & Inotify.IN_DELETE) != 0) {
      told.remove(uid(entry));
    } else {
      retired(entry, events);
    }
  }

  private void pod(Path directory, List<StoredEvent> events) throws IOException {
    if (watch(directory, APPEAR | Inotify.IN_MODIFY)) {
      String uid = directory.getFileName().toString();
      read(uid, root.podEvents(uid), events);
    }
  }

  private void namespace(Path directory, List<StoredEvent> events) throws IOException {
    if (watch(directory, APPEAR | Inotify.IN_DELETE)) {
      for (Path file : EventStore.entries(directory)) {
        retired(file, events);
      }
    }
  }

  private void retired(Path file, List<StoredEvent> events) throws IOException {
    if (file.getFileName().toString().endsWith(EventStore.SUFFIX)) {
      read(uid(file), file, events);
    }
  }

  private static String uid(Path retired) {
    String name = retired.getFileName().toString();
    return name.endsWith(EventStore.SUFFIX)
        ? name.substring(0, name.length() - EventStore.SUFFIX.length())
        : name;
  }

  private void read(String uid, Path file, List<StoredEvent> events) throws IOException {
    Map<String, Long> counts = told.computeIfAbsent(uid, none -> new HashMap<>());
    for (StoredEvent event : EventFile.lines(file)) {
      if (event.count() > counts.getOrDefault(event.name(), 0L)) {
        counts.put(event.name(), event.count());
        if (event.lastTimestamp().compareTo(oldest) >= 0) {
          events.add(event);
        }
      }
    }
  }

  /** Whether the directory is there. */
  private boolean watch(Path directory, int mask) throws SyscallException {
    try {
      watched.put(inotify.watch(directory.toString(), mask), directory);
      return true;
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    inotify.close();
  }
}
