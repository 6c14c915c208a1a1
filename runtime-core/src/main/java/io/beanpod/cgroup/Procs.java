package io.beanpod.cgroup;

import io.beanpod.linux.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The processes in cgroups, found in {@code cgroup.procs}, and their end. */
final class Procs {
  private static final String FILE = "cgroup.procs";
  private static final long KILL_NANOS = 10_000_000_000L;

  private Procs() {}

  /** The ids of the processes in these cgroups and in those below, ascending. */
  static List<Integer> in(List<Path> directories) throws IOException {
    TreeSet<Integer> pids = new TreeSet<>();
    for (Path directory : directories) {
      collect(directory, pids);
    }
    return new ArrayList<>(pids);
  }

  private static void collect(Path directory, Collection<Integer> pids) throws IOException {
    String content;
    try {
      content = ControlFile.read(directory, FILE);
    } catch (IOException e) {
      if (Files.notExists(directory)) {
        return; // removed before, or while it was read: ENODEV
      }
      throw e;
    }
    for (int at = 0; at < content.length(); ) {
      int end = content.indexOf('\n', at);
      end = end < 0 ? content.length() : end;
      int pid = Integer.parseInt(content, at, end, 10);
      if (pid != 0) { // 0: a process outside of the reader's PID namespace; kill(0) would be us
        pids.add(pid);
      }
      at = end + 1;
    }
    for (Path child : Directories.below(directory)) {
      collect(child, pids);
    }
  }

  /** Kills every process, again and again as new ones are found, until none is left. */
  static void kill(List<Path> directories) throws IOException {
    awaitNone(directories, true);
  }

  /** Waits until none is left; something else has killed them. */
  static void awaitNone(List<Path> directories) throws IOException {
    awaitNone(directories, false);
  }

  private static void awaitNone(List<Path> directories, boolean kill) throws IOException {
    long deadline = System.nanoTime() + KILL_NANOS;
    for (int attempt = 0; ; attempt++) {
      List<Integer> pids = in(directories);
      if (pids.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new CgroupException(
            "cgroup: kill "
                + directories.get(0)
                + ": the processes "
                + pids
                + " do not end; see what they wait for: cat /proc/"
                + pids.get(0)
                + "/stack");
      }
      if (kill) {
        for (int pid : pids) {
          Processes.kill(pid, Processes.SIGKILL);
        }
      }
      Directories.pause(attempt);
    }
  }
}
