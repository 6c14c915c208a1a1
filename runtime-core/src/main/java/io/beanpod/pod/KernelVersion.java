package io.beanpod.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the kernel has what pods need. The newest of it is mount_setattr, of Linux 5.12; clone3
 * into a cgroup is of 5.7, setns with a pidfd of 5.8, close_range of 5.9.
 */
final class KernelVersion {
  private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");
  private static final int MAJOR = 5;
  private static final int MINOR = 12;

  private KernelVersion() {}

  /**
   * Refuses a kernel that is too old.
   *
   * @throws IOException naming it, and the one that is needed
   */
  static void require() throws IOException {
    require(Files.readString(RELEASE).strip());
  }

  /**
   * @param release as {@code uname -r} prints it: {@code 6.1.0-18-amd64}
   */
  static void require(String release) throws IOException {
    int major = number(release, 0);
    int minor = number(release, release.indexOf('.') + 1);
    if (major < MAJOR || major == MAJOR && minor < MINOR) {
      throw new IOException(
          "kernel "
              + release
              + " is too old: Beanpod needs Linux "
              + MAJOR
              + "."
              + MINOR
              + " or later (mount_setattr)");
    }
  }

  private static int number(String release, int from) {
    int end = from;
    while (end < release.length() && Character.isDigit(release.charAt(end))) {
      end++;
    }
    return end == from ? 0 : Integer.parseInt(release, from, end, 10);
  }
}
