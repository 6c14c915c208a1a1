package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * {@code memory.min} of a cgroup protects no more than that of the one above it does: so the one
 * above all pods protects as much as they do together.
 */
final class V2Protection {
  private static final String MIN = "memory.min";

  private V2Protection() {}

  /** Pods come and go meanwhile, by other hands: written again until it is the sum. */
  static void asBelow(Path directory) throws IOException {
    long written;
    do {
      written = sum(directory);
      ControlFile.write(directory, MIN, written);
    } while (sum(directory) != written);
  }

  private static long sum(Path directory) throws IOException {
    long sum = 0;
    for (Path child : Directories.below(directory)) {
      try {
        sum += ControlFile.readLong(child, MIN);
      } catch (NoSuchFileException gone) {
        // a pod that has been removed since
      }
    }
    return sum;
  }
}
