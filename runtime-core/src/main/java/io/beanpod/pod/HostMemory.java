package io.beanpod.pod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much memory this host has.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_meminfo.5.html">proc_meminfo(5)</a>
 */
public final class HostMemory {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final String TOTAL = "MemTotal:";

  private HostMemory() {}

  /** MemTotal, in bytes. */
  public static long totalBytes() throws IOException {
    return total(new String(Files.readAllBytes(MEMINFO), StandardCharsets.ISO_8859_1));
  }

  /** In bytes, of the line {@code MemTotal: 8000000 kB}. */
  static long total(String meminfo) throws IOException {
    int at = meminfo.indexOf(TOTAL);
    int end = meminfo.indexOf(" kB", at);
    if (at < 0 || end < 0) {
      throw new IOException(MEMINFO + " has no line MemTotal");
    }
    return 1024 * Long.parseLong(meminfo.substring(at + TOTAL.length(), end).strip());
  }
}
