package io.beanpod.cli;

import io.beanpod.cli.logs.LogReader;
import io.beanpod.cli.logs.LogSink;
import io.beanpod.store.PodStore;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code logs -f}: prints what is written until all the containers have ended or the pod is gone.
 *
 * <p>Between two looks it sleeps for 100 ms. inotify would spare them, but Java's WatchService
 * costs a thread and 10 ms of start-up, and a look is one read that returns 0.
 */
final class LogFollower {
  private static final long SLEEP_MILLIS = 100;

  private final PodStore store;
  private final StoredPod pod;
  private final List<ContainerLog> logs;
  private final List<LogReader> readers;
  private final LogSink sink;

  LogFollower(
      PodStore store,
      StoredPod pod,
      List<ContainerLog> logs,
      List<LogReader> readers,
      LogSink sink) {
    this.store = store;
    this.pod = pod;
    this.logs = logs;
    this.readers = readers;
    this.sink = sink;
  }

  void run() throws IOException {
    while (!sink.isFull()) {
      // Looked up before reading: what was written until a container ended is then read below.
      boolean over = isOver();
      boolean any = pump();
      sink.flush();
      if (over && !any) {
        readers.forEach(reader -> reader.finish(readers.size() > 1));
        return;
      }
      if (!any && !sleep()) {
        return;
      }
    }
  }

  /**
   * Reads from each log in turn, and first from one that stopped within a line: two lines mix only
   * where the first one's writer itself pauses.
   */
  private boolean pump() throws IOException {
    for (LogReader reader : readers) {
      if (reader.isInLine() && readMore(reader)) {
        return true;
      }
    }
    boolean any = false;
    for (LogReader reader : readers) {
      any |= readMore(reader);
    }
    return any;
  }

  private static boolean readMore(LogReader reader) throws IOException {
    return reader.pump() || (reader.advance() && reader.pump());
  }

  private boolean isOver() throws IOException {
    Optional<StoredPod> now = store.find(pod.namespace(), pod.name());
    if (now.isEmpty() || !now.get().uid().equals(pod.uid())) {
      return true;
    }
    for (ContainerLog log : logs) {
      if (!log.isOver(now.get())) {
        return false;
      }
    }
    return true;
  }

  /** Whether to go on. */
  private static boolean sleep() {
    try {
      Thread.sleep(SLEEP_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
