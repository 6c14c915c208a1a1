package io.beanpod.pod;

import io.beanpod.event.RetiredEvents;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The end of a pod's directories, whoever finds them: its own pause, or a command after it. */
public final class PodDirectories {
  private PodDirectories() {}

  /**
   * Removes everything; the name last, so that it can't be taken while something is left, and only
   * if it is this pod's: another one may have taken it by now, or have had it all the time. Its
   * events stay for a while.
   */
  public static void remove(Root root, String uid, String namespace, String name)
      throws IOException {
    Trees.delete(root.podLogs(namespace, name, uid));
    Trees.delete(root.podData(uid));
    RetiredEvents.retire(root, namespace, uid);
    Trees.delete(root.pod(uid));
    forget(root.name(namespace, name), uid);
  }

  /** Removes what a pod has that nobody knows by name. */
  static void removeNameless(Root root, String uid) throws IOException {
    if (Files.isDirectory(root.logs())) {
      // Others keep logs here too, the kubelet for one: only the uid tells whose they are.
      try (DirectoryStream<Path> logs = Files.newDirectoryStream(root.logs(), "*_" + uid)) {
        for (Path directory : logs) {
          Trees.delete(directory);
        }
      }
    }
    Trees.delete(root.podData(uid));
    Trees.delete(root.pod(uid));
  }

  /** Removes a name if it leads to the pod with that uid; returns whether it did. */
  static boolean forget(Path link, String uid) throws IOException {
    return owner(link).equals(uid) && Files.deleteIfExists(link);
  }

  /** The uid of the pod that a name leads to, whether that is there or not; empty if no name is. */
  static String owner(Path link) throws IOException {
    try {
      return Files.isSymbolicLink(link)
          ? Files.readSymbolicLink(link).getFileName().toString()
          : "";
    } catch (NoSuchFileException gone) {
      return "";
    }
  }
}
