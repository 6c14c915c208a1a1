package io.beanpod.store;

import io.beanpod.linux.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One process for good: pids are used again, a pid together with its start time is not.
 *
 * @param pid as the host sees it; 0 for a process that does not exist
 * @param startTime clock ticks since boot: field 22 of {@code /proc/PID/stat}, see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public record ProcessIdentity(int pid, long startTime) {
  private static final int STATE = 0;
  private static final int START_TIME = 19;

  /**
   * Whether the process still runs; a zombie does not.
   *
   * @param proc the proc filesystem of the host's PID namespace, {@code /proc}
   * @throws IOException where {@code /proc} cannot be read
   */
  public boolean alive(Path proc) throws IOException {
    if (pid <= 0) {
      return false;
    }
    Path file = proc.resolve(Integer.toString(pid)).resolve("stat");
    byte[] stat;
    try {
      stat = SmallFile.read(file);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // The process ended between open and read: ESRCH, for which Java has no exception of its own.
      if ("No such process".equals(e.getMessage())) {
        return false;
      }
      throw e;
    }
    // The name, field 2, may hold blanks and parentheses: what follows starts after the last one.
    String text = new String(stat, StandardCharsets.ISO_8859_1);
    String fields = text.substring(text.lastIndexOf(')') + 1).strip();
    String state = field(fields, STATE);
    if (state.equals("Z") || state.equals("X")) {
      return false;
    }
    return field(fields, START_TIME).equals(Long.toString(startTime));
  }

  private static String field(String fields, int index) {
    int from = 0;
    for (int i = 0; i < index; i++) {
      int blank = fields.indexOf(' ', from);
      if (blank < 0) {
        return "";
      }
      from = blank + 1;
    }
    int end = fields.indexOf(' ', from);
    return end < 0 ? fields.substring(from) : fields.substring(from, end);
  }
}
