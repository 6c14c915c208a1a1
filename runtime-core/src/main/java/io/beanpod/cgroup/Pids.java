package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pids controller, which is the same in v1 and v2.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#pid">cgroup v2, PID</a>
 */
final class Pids {
  private static final String MAX = "pids.max";

  private Pids() {}

  static void apply(Limits limits, Path directory) throws IOException {
    if (limits.pids().isPresent()) {
      ControlFile.write(directory, MAX, limits.pids().getAsLong());
    }
  }

  /** Tasks here and in cgroups below. */
  static long current(Path directory) throws IOException {
    return ControlFile.readLong(directory, "pids.current");
  }

  /**
   * Lets no process here or below fork any more.
   *
   * @return what {@link #restore} wants; empty if the cgroup is gone, which nobody can fork in
   */
  static String forbidForks(Path directory) throws IOException {
    try {
      String before = ControlFile.read(directory, MAX);
      ControlFile.write(directory, MAX, 0);
      return before;
    } catch (IOException e) {
      if (Files.notExists(directory)) {
        return "";
      }
      throw e;
    }
  }

  static void restore(Path directory, String before) throws IOException {
    if (before.isEmpty()) {
      return;
    }
    try {
      ControlFile.write(directory, MAX, before);
    } catch (IOException e) {
      if (Files.exists(directory)) { // else another command has removed it meanwhile
        throw e;
      }
    }
  }
}
