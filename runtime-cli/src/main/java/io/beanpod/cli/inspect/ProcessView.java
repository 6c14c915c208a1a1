package io.beanpod.cli.inspect;

import io.beanpod.store.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One process as the kernel shows it.
 *
 * @param pids its pid in every PID namespace from the host's inwards ({@code NSpid} of {@code
 *     /proc/PID/status}); empty where there is no process
 * @param cgroups directories by controllers
 * @param seccomp how its system calls are filtered
 */
record ProcessView(
    List<Integer> pids, Namespaces namespaces, Map<String, String> cgroups, SeccompView seccomp) {
  static final ProcessView NONE =
      new ProcessView(List.of(), Namespaces.NONE, Map.of(), SeccompView.NONE);

  /** Reads {@code /proc}, or whatever stands for it. */
  static ProcessView read(Path proc, ProcessIdentity process) throws IOException {
    if (!process.alive(proc)) {
      return NONE;
    }
    Path directory = proc.resolve(Integer.toString(process.pid()));
    try {
      List<String> status = lines(directory.resolve("status"));
      Namespaces namespaces = Namespaces.read(directory);
      Map<String, String> cgroups =
          CgroupDirectories.of(
              lines(directory.resolve("cgroup")), lines(proc.resolve("self/mountinfo")));
      return new ProcessView(nsPids(status), namespaces, cgroups, SeccompView.of(status));
    } catch (NoSuchFileException e) {
      // It ends while we look. (Its namespaces go before exit_notify(), until which it seems to
      // run.)
      return NONE;
    } catch (IOException e) {
      if (!process.alive(proc)) {
        return NONE; // it ended while we looked
      }
      throw e;
    }
  }

  /** Its pid on the host, or {@code -}. */
  String hostPid() {
    return pids.isEmpty() ? "-" : pids.get(0).toString();
  }

  /** Its pid in the pod's PID namespace, or {@code -}. */
  String podPid() {
    return pids.isEmpty() ? "-" : pids.get(Math.min(1, pids.size() - 1)).toString();
  }

  /** What getpid(2) tells the process itself, or {@code -}. */
  String innermostPid() {
    return pids.isEmpty() ? "-" : pids.get(pids.size() - 1).toString();
  }

  static List<Integer> nsPids(List<String> status) {
    List<Integer> pids = new ArrayList<>();
    for (String line : status) {
      if (line.startsWith("NSpid:")) {
        for (String pid : line.substring("NSpid:".length()).strip().split("\\s+")) {
          pids.add(Integer.valueOf(pid));
        }
      }
    }
    return pids;
  }

  private static List<String> lines(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return List.of(text.split("\n"));
  }
}
