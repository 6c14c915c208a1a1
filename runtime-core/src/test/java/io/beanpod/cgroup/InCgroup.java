package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs shell commands inside a cgroup: the shell joins first, as a container's child does. */
final class InCgroup {
  private InCgroup() {}

  static Process start(Cgroup cgroup, String script) throws IOException {
    List<Path> files = new ArrayList<>(cgroup.joinFiles());
    cgroup.v2Directory().ifPresent(directory -> files.add(directory.resolve("cgroup.procs")));
    String join = "while [ \"$1\" != -- ]; do echo 0 > \"$1\" || exit 99; shift; done\n";
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", join + script, "sh"));
    for (Path file : files) {
      command.add(file.toString());
    }
    command.add("--");
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
