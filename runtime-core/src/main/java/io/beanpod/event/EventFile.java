package io.beanpod.event;

import io.beanpod.store.CorruptState;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link EventLog} writes, while it writes. */
final class EventFile {
  private EventFile() {}

  /** Every line, in order; none where there is no such file. */
  static List<StoredEvent> lines(Path file) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return List.of();
    }
    List<StoredEvent> events = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < content.length; at++) {
      if (content[at] == '\n') { // without one the line is still being written
        events.add(event(file, Arrays.copyOfRange(content, from, at)));
        from = at + 1;
      }
    }
    return events;
  }

  /** The last state of each event, in the order of their last lines. */
  static List<StoredEvent> latest(Path file) throws IOException {
    return latest(lines(file));
  }

  /** The last state of each event, in the order of their last states. */
  static List<StoredEvent> latest(List<StoredEvent> states) {
    Map<String, StoredEvent> latest = new LinkedHashMap<>();
    for (StoredEvent event : states) {
      String key = event.namespace() + "/" + event.name();
      latest.remove(key);
      latest.put(key, event);
    }
    return new ArrayList<>(latest.values());
  }

  private static StoredEvent event(Path file, byte[] line) throws CorruptState {
    return new StoredEvent(JsonText.object(file, line));
  }
}
