package io.beanpod.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code metadata.uid} of new objects. */
public final class RandomUid {
  /** A random UUID from the kernel; java.util.UUID would load the security providers for it. */
  private static final Path KERNEL = Path.of("/proc/sys/kernel/random/uuid");

  private RandomUid() {}

  /** One that nothing else has. */
  public static String next() throws IOException {
    return Files.readString(KERNEL).strip();
  }
}
