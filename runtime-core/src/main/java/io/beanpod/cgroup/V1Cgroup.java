package io.beanpod.cgroup;

import io.beanpod.linux.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A cgroup of a v1 host: a directory in the hierarchy of each controller; some may be the same one,
 * where controllers are mounted together.
 *
 * @param hugetlb is there only where huge pages were limited
 */
record V1Cgroup(
    String path, Path cpu, Path memory, Path pids, Optional<Path> cpuacct, Optional<Path> hugetlb)
    implements Cgroup {

  @Override
  public List<Path> directories() {
    List<Path> distinct = new ArrayList<>(4);
    distinct.add(memory);
    for (Path directory : List.of(cpu, pids, cpuacct.orElse(cpu))) {
      if (!distinct.contains(directory)) {
        distinct.add(directory);
      }
    }
    if (hugetlb.isPresent()
        && !distinct.contains(hugetlb.get())
        && Files.isDirectory(hugetlb.get())) {
      distinct.add(hugetlb.get());
    }
    return distinct;
  }

  @Override
  public void apply(Limits limits) throws IOException {
    V1Memory.apply(limits, memory);
    V1Cpu.apply(limits, cpu);
    Pids.apply(limits, pids);
    V1HugePages.apply(limits.hugePages(), hugetlb);
  }

  @Override
  public Optional<Path> v2Directory() {
    return Optional.empty();
  }

  @Override
  public List<Path> joinFiles() {
    List<Path> files = new ArrayList<>(4);
    for (Path directory : directories()) {
      files.add(directory.resolve("tasks"));
    }
    return files;
  }

  @Override
  public long oomKills() throws IOException {
    return V1Memory.oomKills(memory);
  }

  @Override
  public Fd openOomEvents() throws IOException {
    return V1Memory.openOomEvents(memory);
  }

  @Override
  public OptionalLong memoryPeak() throws IOException {
    return OptionalLong.of(V1Memory.peak(memory));
  }

  @Override
  public List<Integer> processes() throws IOException {
    return Procs.in(directories());
  }

  @Override
  public void kill() throws IOException {
    if (processes().isEmpty()) {
      return;
    }
    // A fork bomb could make processes faster than they are killed one by one.
    String before = Pids.forbidForks(pids);
    Procs.kill(directories());
    Pids.restore(pids, before);
  }

  @Override
  public void remove() throws IOException {
    // All hierarchies have the same cgroups below. To list them is what takes long, since each file
    // is looked at, and pids has the fewest; in the others, only what is found busy is listed.
    if (!Directories.tryRemove(pids)) {
      for (Path child : Directories.below(pids)) {
        below(child.getFileName().toString()).remove();
      }
    }
    for (Path directory : directories()) {
      Directories.remove(directory);
    }
  }

  private V1Cgroup below(String name) {
    return new V1Cgroup(
        path + "/" + name,
        cpu.resolve(name),
        memory.resolve(name),
        pids.resolve(name),
        cpuacct.isPresent() ? Optional.of(cpuacct.get().resolve(name)) : Optional.empty(),
        hugetlb.isPresent() ? Optional.of(hugetlb.get().resolve(name)) : Optional.empty());
  }

  @Override
  public Usage usage() throws IOException {
    return new Usage(V1Memory.usage(memory), V1Memory.inactiveFile(memory), cpuNanos());
  }

  @Override
  public OptionalLong cpuNanos() throws IOException {
    return cpuacct.isPresent()
        ? OptionalLong.of(V1Cpu.usageNanos(cpuacct.get()))
        : OptionalLong.empty();
  }

  @Override
  public long pidsCurrent() throws IOException {
    return Pids.current(pids);
  }

  /** Absent: v1 could count it in blkio alone, and pods are in no hierarchy of that. */
  @Override
  public Optional<IoBytes> io() {
    return Optional.empty();
  }

  @Override
  public Pressure pressure() {
    return Pressure.NONE;
  }
}
