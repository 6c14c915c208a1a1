package io.beanpod.event;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** Events of pods that are gone: they outlive them by an hour, as in Kubernetes. */
public final class RetiredEvents {
  private RetiredEvents() {}

  /** Keeps a pod's events when its directory goes; one that has none, or not any more, is fine. */
  public static void retire(Root root, String namespace, String uid) throws IOException {
    Path file = root.podEvents(uid);
    if (!Files.exists(file)) {
      return;
    }
    Path retired = root.retiredEvents(namespace, uid);
    Files.createDirectories(retired.getParent());
    try {
      Files.move(file, retired, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException retiredByAnother) {
      if (!Files.exists(retired)) {
        throw retiredByAnother;
      }
    }
  }

  /** Removes files that nothing was written to in the last hour. */
  public static void sweep(Root root, Instant now) throws IOException {
    if (!Files.isDirectory(root.events())) {
      return;
    }
    Instant oldest = now.minus(EventLog.TTL);
    try (DirectoryStream<Path> namespaces = Files.newDirectoryStream(root.events())) {
      for (Path namespace : namespaces) {
        sweep(namespace, oldest);
      }
    }
  }

  private static void sweep(Path namespace, Instant oldest) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(namespace)) {
      for (Path file : files) {
        // Two sweeps may meet: what is gone is gone.
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
            Files.deleteIfExists(file);
          }
        } catch (NoSuchFileException gone) {
          continue;
        }
      }
    }
  }
}
