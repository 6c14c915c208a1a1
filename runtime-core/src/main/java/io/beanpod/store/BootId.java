package io.beanpod.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Which boot of the machine this is. Process ids and start times mean nothing after the next one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html">boot_id</a>
 */
public final class BootId {
  private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  /** The present one. */
  public static String current() throws IOException {
    return text(FILE);
  }

  /** Writes down in a pod's directory that it belongs to this boot. */
  public static void record(Root root, String uid) throws IOException {
    Files.writeString(root.bootId(uid), current() + "\n");
  }

  /** Whether a pod's directory is of this boot; not if it is not there. */
  public static boolean isOf(Root root, String uid) throws IOException {
    try {
      return text(root.bootId(uid)).equals(current());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip();
  }
}
