package io.beanpod.cli.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Children that have ended and that their parent has not waited for.
 *
 * @param proc the host's {@code /proc}
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record Zombies(Path proc) {

  /** The ids of those of one parent, ascending. */
  List<Integer> of(int parent) throws IOException {
    List<Integer> pids = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (isZombie(process, " Z " + parent + " ")) {
          pids.add(Integer.valueOf(process.getFileName().toString()));
        }
      }
    }
    Collections.sort(pids);
    return pids;
  }

  /** The state and the parent's id follow the name, which may hold blanks and parentheses. */
  private static boolean isZombie(Path process, String stateAndParent) throws IOException {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      return stat.startsWith(stateAndParent, stat.lastIndexOf(')') + 1);
    } catch (IOException e) {
      if (Files.notExists(process)) {
        return false; // it ended while we looked
      }
      throw e;
    }
  }
}
