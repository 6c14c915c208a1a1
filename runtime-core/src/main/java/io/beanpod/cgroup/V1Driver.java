package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A hierarchy per controller, each the root of one; also on hybrid hosts, whose unified hierarchy
 * has no controllers.
 *
 * @param cpuacct may be absent: then nothing tells the CPU time that was used
 */
record V1Driver(Path cpu, Path memory, Path pids, Optional<Path> cpuacct) implements CgroupDriver {

  @Override
  public String kind() {
    return "v1";
  }

  @Override
  public Cgroup create(String path) throws IOException {
    CgroupPath relative = CgroupPath.of(path);
    List<Path> made = new ArrayList<>();
    try {
      for (Path root : roots()) {
        Directories.makeAll(root, relative, made);
      }
    } catch (IOException e) {
      Directories.undo(made, e);
      throw e;
    }
    return cgroup(path);
  }

  @Override
  public Cgroup cgroup(String path) {
    CgroupPath p = CgroupPath.of(path);
    Optional<Path> accounting =
        cpuacct.isPresent() ? Optional.of(p.below(cpuacct.get())) : Optional.empty();
    return new V1Cgroup(path, p.below(cpu), p.below(memory), p.below(pids), accounting);
  }

  /** The root of each hierarchy, once. */
  private List<Path> roots() {
    return new V1Cgroup("", cpu, memory, pids, cpuacct).directories();
  }

  @Override
  public List<String> children(String path) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Path directory : cgroup(path).directories()) {
      for (Path child : Directories.below(directory)) {
        names.add(child.getFileName().toString());
      }
    }
    return new ArrayList<>(names);
  }

  @Override
  public List<String> hierarchies() throws IOException {
    return V1Hierarchies.ofPods(Files.readString(Path.of("/proc/self/cgroup")));
  }
}
