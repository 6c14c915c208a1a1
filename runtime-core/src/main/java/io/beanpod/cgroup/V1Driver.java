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
 * @param hugetlb may be absent: then nothing limits huge pages
 */
record V1Driver(Path cpu, Path memory, Path pids, Optional<Path> cpuacct, Optional<Path> hugetlb)
    implements CgroupDriver {

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
        Directories.makeAll(root, relative.below(root), made);
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
    return new V1Cgroup(
        path,
        p.below(cpu),
        p.below(memory),
        p.below(pids),
        cpuacct.isPresent() ? Optional.of(p.below(cpuacct.get())) : Optional.empty(),
        hugetlb.isPresent() ? Optional.of(p.below(hugetlb.get())) : Optional.empty());
  }

  /** The root of each hierarchy that every pod is in, once. */
  private List<Path> roots() {
    return new V1Cgroup("", cpu, memory, pids, cpuacct, Optional.empty()).directories();
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
  public void protectAsBelow(String path) {}

  @Override
  public Optional<String> whyNoHugePages() {
    return hugetlb.isPresent()
        ? Optional.empty()
        : Optional.of(
            "no hierarchy of cgroups has the controller hugetlb; mount one: mkdir -p"
                + " /sys/fs/cgroup/hugetlb && mount -t cgroup -o hugetlb cgroup"
                + " /sys/fs/cgroup/hugetlb");
  }

  @Override
  public List<String> hierarchies() throws IOException {
    return V1Hierarchies.ofPods(Files.readString(Path.of("/proc/self/cgroup")));
  }
}
