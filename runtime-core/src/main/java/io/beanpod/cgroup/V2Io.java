package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The io controller of v2, which only counts: no limit is set by it.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#io">cgroup v2, IO</a>
 */
final class V2Io {
  private static final String STAT = "io.stat";

  private V2Io() {}

  /**
   * The sum over all devices; each has a line {@code 8:0 rbytes=90112 wbytes=0 rios=2 ...}, and
   * none before the first byte.
   */
  static Optional<IoBytes> bytes(Path directory) throws IOException {
    if (!ControlFile.exists(directory, STAT)) {
      return Optional.empty();
    }
    String content = ControlFile.read(directory, STAT);
    return Optional.of(new IoBytes(sum(content, " rbytes="), sum(content, " wbytes=")));
  }

  private static long sum(String content, String key) {
    long sum = 0;
    for (int at = content.indexOf(key); at >= 0; at = content.indexOf(key, at)) {
      at += key.length();
      int end = at;
      while (end < content.length() && Character.isDigit(content.charAt(end))) {
        end++;
      }
      sum += end == at ? 0 : Long.parseLong(content, at, end, 10);
    }
    return sum;
  }
}
