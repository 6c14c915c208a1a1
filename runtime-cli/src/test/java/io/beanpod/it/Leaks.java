package io.beanpod.it;

import io.beanpod.store.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything on this host that belongs to the pods of one root: processes (zombies are none), the
 * host's mounts, cgroups, files. Other users of the host do not show up, so that tests run beside
 * them. With no pod there, nothing may be found.
 */
final class Leaks {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final int DEEPEST = 6;

  private final Root root;

  Leaks(Path root) {
    this.root = Root.below(root);
  }

  /** What there is, a line each. */
  List<String> found() {
    Set<String> found = new TreeSet<>();
    processes(found);
    for (String line : Proc.text(ProcessHandle.current().pid(), "mountinfo").lines().toList()) {
      if (line.contains(root.base() + "/")) {
        found.add("mount " + line);
      }
    }
    for (Path top : cgroupTops()) {
      below(top, DEEPEST).forEach(path -> found.add("cgroup " + path));
    }
    below(root.pods(), 1).forEach(path -> found.add("file " + path));
    below(root.names(), 2)
        .filter(path -> !path.getParent().equals(root.names()))
        .forEach(path -> found.add("file " + path));
    interfaces(found);
    below(root.network().resolve("leases"), 1).forEach(path -> found.add("file " + path));
    below(root.network().resolve("hostports"), 1).forEach(path -> found.add("file " + path));
    below(root.cni(), 2).forEach(path -> found.add("file " + path));
    below(root.netns(), 1).forEach(path -> found.add("file " + path));
    below(root.lib().resolve("pods"), 1).forEach(path -> found.add("file " + path));
    below(root.logs(), 1).forEach(path -> found.add("file " + path));
    return new ArrayList<>(found);
  }

  /** The bridge says whose it is; its ports are the pods'. */
  private void interfaces(Set<String> found) {
    for (Path link : below(Path.of("/sys/class/net"), 1).toList()) {
      Path alias = link.resolve("ifalias");
      if (PodTest.text(alias).strip().endsWith(" of " + root.base())) {
        found.add("interface " + link.getFileName());
        below(link.resolve("brif"), 1).forEach(port -> found.add("port " + port.getFileName()));
      }
    }
  }

  /** The pods' processes, without the network agent and the commands that the test has started. */
  List<Long> processes() {
    List<Long> pids = processes(new TreeSet<>());
    pids.removeIf(pid -> Proc.textOrEmpty(pid, "cgroup").contains("/" + root.cgroup() + "/agent"));
    return pids;
  }

  private List<Long> processes(Set<String> found) {
    List<Long> pids = new ArrayList<>();
    for (long pid : Proc.pids()) {
      if (Proc.alive(pid) && isOurs(pid)) {
        pids.add(pid);
        found.add("process " + pid + " " + Proc.textOrEmpty(pid, "cmdline"));
      }
    }
    return pids;
  }

  /** By its cgroup, or by a mount of an image of ours: not by anything it can change itself. */
  private boolean isOurs(long pid) {
    if (Proc.textOrEmpty(pid, "cgroup").contains("/" + root.cgroup() + "/")) {
      return true;
    }
    return pid != ProcessHandle.current().pid()
        && Proc.textOrEmpty(pid, "mountinfo").contains(root.base() + "/var/lib/beanpod/");
  }

  /** The directories of this root at the top of the hierarchies, on hosts of either version. */
  List<Path> cgroupTops() {
    List<Path> tops = new ArrayList<>();
    Stream.concat(Stream.of(CGROUPS), below(CGROUPS, 1))
        .map(hierarchy -> hierarchy.resolve(root.cgroup()))
        .filter(Files::isDirectory)
        .forEach(tops::add);
    return tops;
  }

  /**
   * Directories and, where a directory is no cgroup, files: cgroups have control files of their
   * own.
   */
  private static Stream<Path> below(Path directory, int depth) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return Stream.of();
    }
    boolean cgroup = directory.startsWith(CGROUPS);
    try (Stream<Path> all = Files.walk(directory, depth)) {
      return all
          .filter(path -> !path.equals(directory))
          .filter(path -> !cgroup || Files.isDirectory(path))
          .toList()
          .stream();
    } catch (UncheckedIOException | IOException e) {
      return Stream.of(Path.of(directory + " (" + e.getMessage() + ")"));
    }
  }
}
