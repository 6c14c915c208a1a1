package io.beanpod.event;

import io.beanpod.linux.Fd;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The events of one pod, in {@link Root#podEvents}: a v1.Event as JSON a line. An event that
 * happened again is a further line with the same {@code metadata.name}: the last one counts.
 *
 * <p>Lines are appended. When they have grown too many, or a write has failed half way, the file is
 * replaced as a whole by the last line of each event of the last hour. Its size is bounded by that,
 * for {@link EventCorrelator} lets only so many events through in an hour.
 */
public final class EventLog implements EventSink {
  /** How long an event is kept after it happened last: {@code --event-ttl} of kube-apiserver. */
  public static final Duration TTL = Duration.ofHours(1);

  private static final int LARGE = 256 * 1024;

  private final Path file;
  private final InvolvedPod pod;
  private final String host;
  private final LongSupplier monotonicMillis;
  private final InstantSource clock;
  private final EventCorrelator correlator;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private long size;
  private long largest = LARGE;
  private boolean behind;
  private boolean told;

  private record Line(Instant at, String text) {}

  /**
   * Writes nothing yet.
   *
   * @param host this machine's name: {@code source.host}
   * @param monotonicMillis a clock that only goes forward
   * @param clock the wall clock
   */
  public EventLog(
      Root root, InvolvedPod pod, String host, LongSupplier monotonicMillis, InstantSource clock) {
    this.file = root.podEvents(pod.uid());
    this.pod = pod;
    this.host = host;
    this.monotonicMillis = monotonicMillis;
    this.clock = clock;
    correlator = new EventCorrelator(pod.name(), monotonicMillis.getAsLong());
  }

  @Override
  public synchronized void event(EventType type, String reason, String fieldPath, String message) {
    Optional<Event> event =
        correlator.correlate(
            monotonicMillis.getAsLong(), clock.instant(), type, reason, fieldPath, message);
    if (event.isPresent()) {
      String line = EventJson.line(event.get(), pod, host);
      lines.remove(event.get().name()); // the order is that of the last time
      lines.put(event.get().name(), new Line(event.get().lastTimestamp(), line));
      write(line);
    }
  }

  /** Tries again to write what an earlier failure has held back; the next event does so too. */
  public synchronized void flush() {
    if (behind) {
      write("");
    }
  }

  private void write(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      if (behind || size + bytes.length > largest) {
        replace();
      } else {
        append(bytes);
      }
      behind = false;
      told = false;
    } catch (IOException e) {
      behind = true; // a part of the line may be there
      if (!told) {
        System.err.println("beanpod: events can't be written now: " + e.getMessage());
        told = true;
      }
    }
  }

  private void append(byte[] line) throws IOException {
    int flags = Fd.O_WRONLY | Fd.O_APPEND | Fd.O_CREAT;
    try (Fd fd = Fd.open(file.toString(), flags, 0600)) {
      fd.write(line);
    }
    size += line.length;
  }

  private void replace() throws IOException {
    Instant oldest = clock.instant().minus(TTL);
    List<String> old = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Line> entry : lines.entrySet()) {
      if (entry.getValue().at().isBefore(oldest)) {
        old.add(entry.getKey());
      } else {
        text.append(entry.getValue().text());
      }
    }
    for (String name : old) {
      lines.remove(name);
    }
    AtomicFile.write(file, text.toString(), 0600);
    size = text.toString().getBytes(StandardCharsets.UTF_8).length;
    largest = Math.max(LARGE, 2 * size);
  }
}
