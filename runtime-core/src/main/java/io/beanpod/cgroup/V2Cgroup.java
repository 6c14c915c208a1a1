package io.beanpod.cgroup;

import io.beanpod.linux.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A cgroup of the unified hierarchy: one directory. */
record V2Cgroup(String path, Path directory) implements Cgroup {

  @Override
  public List<Path> directories() {
    return List.of(directory);
  }

  @Override
  public void apply(Limits limits) throws IOException {
    V2Memory.apply(limits, directory);
    V2Cpu.apply(limits, directory);
    Pids.apply(limits, directory);
    V2HugePages.apply(limits.hugePages(), directory, CgroupPath.of(path).names().size());
  }

  @Override
  public Optional<Path> v2Directory() {
    return Optional.of(directory);
  }

  @Override
  public List<Path> joinFiles() {
    return List.of();
  }

  @Override
  public long oomKills() throws IOException {
    return V2Memory.oomKills(directory);
  }

  @Override
  public Fd openOomEvents() throws IOException {
    return V2Memory.openOomEvents(directory);
  }

  @Override
  public OptionalLong memoryPeak() throws IOException {
    return V2Memory.peak(directory);
  }

  @Override
  public List<Integer> processes() throws IOException {
    return Procs.in(directories());
  }

  @Override
  public void kill() throws IOException {
    // cgroup.kill came with Linux 5.14; it also kills what is being forked just now.
    if (ControlFile.exists(directory, "cgroup.kill")) {
      try {
        ControlFile.write(directory, "cgroup.kill", 1);
      } catch (IOException e) {
        if (Files.exists(directory)) { // else another command has removed it meanwhile
          throw e;
        }
      }
      Procs.awaitNone(directories());
    } else {
      Procs.kill(directories());
    }
  }

  @Override
  public void remove() throws IOException {
    Directories.remove(directory);
  }

  @Override
  public Usage usage() throws IOException {
    return new Usage(V2Memory.usage(directory), V2Memory.inactiveFile(directory), cpuNanos());
  }

  @Override
  public OptionalLong cpuNanos() throws IOException {
    return OptionalLong.of(V2Cpu.usageNanos(directory));
  }

  @Override
  public long pidsCurrent() throws IOException {
    return Pids.current(directory);
  }

  @Override
  public Optional<IoBytes> io() throws IOException {
    return V2Io.bytes(directory);
  }

  @Override
  public Pressure pressure() throws IOException {
    return V2Pressure.of(directory);
  }
}
