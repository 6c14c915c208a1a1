package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Files;
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
    if (!ControlFile.exists(directory, MIN)
        || (sum(directory) == 0 && ControlFile.read(directory, MIN).equals("0"))) {
      return;
    }
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
      } catch (IOException e) {
        // A pod that is removed meanwhile: no such file, or ENODEV of one that is open already.
        if (Files.exists(child.resolve(MIN))) {
          throw e;
        }
      }
    }
    return sum;
  }
}
