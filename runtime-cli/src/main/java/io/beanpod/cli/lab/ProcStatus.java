package io.beanpod.cli.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code grep KEY /proc/PID/status ...} says of some processes.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
record ProcStatus(Path proc, String key) {

  /** The command. */
  String command(List<Integer> pids) {
    StringBuilder line = new StringBuilder("grep " + key + ":");
    for (int pid : pids) {
      line.append(' ').append(file(pid));
    }
    return line.toString();
  }

  /** What it prints. */
  String grep(List<Integer> pids) throws IOException {
    StringBuilder out = new StringBuilder();
    for (int pid : pids) {
      Path file = file(pid);
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(key + ":")) {
          out.append(file).append(':').append(line).append('\n');
        }
      }
    }
    return out.toString();
  }

  private Path file(int pid) {
    return proc.resolve(Integer.toString(pid)).resolve("status");
  }
}
