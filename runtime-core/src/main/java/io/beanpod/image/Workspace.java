package io.beanpod.image;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Flock;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory for what is not whole yet, on the layers' file system so that a rename brings it in.
 * Its lock goes with the process: what a crash leaves behind is told from what is in use, and the
 * next import removes it.
 */
final class Workspace implements AutoCloseable {
  private static final String PREFIX = ".import-";

  private final Path directory;
  private final Flock lock;
  private int files;

  private Workspace(Path directory, Flock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static Workspace open(Layout layout) throws IOException {
    // Under the index's lock nobody can take a directory for a left-over before it is locked.
    try (Flock index = layout.lockIndex()) {
      removeLeftOvers(layout.layers());
      Path directory = Files.createTempDirectory(layout.layers(), PREFIX);
      Optional<Flock> lock = Flock.tryDirectory(directory);
      return new Workspace(
          directory,
          lock.orElseThrow(() -> new ImageException(directory + " is locked by another process")));
    }
  }

  /** A path that nothing is at yet. */
  Path fresh(String kind) {
    return directory.resolve(kind + "-" + files++);
  }

  private static void removeLeftOvers(Path layers) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(layers, PREFIX + "*")) {
      for (Path directory : found) {
        Optional<Flock> stale = Optional.empty();
        try {
          stale = Flock.tryDirectory(directory);
        } catch (SyscallException e) {
          if (e.errno() != Errno.ENOENT) { // its import has come to its end meanwhile
            throw e;
          }
        }
        if (stale.isPresent()) {
          try (Flock ours = stale.get()) {
            TreeRemover.remove(directory);
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      TreeRemover.remove(directory);
    }
  }
}
