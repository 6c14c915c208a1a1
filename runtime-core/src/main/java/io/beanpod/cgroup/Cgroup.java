package io.beanpod.cgroup;

import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One cgroup of ours, in all hierarchies of the host that matter. */
public sealed interface Cgroup permits V2Cgroup, V1Cgroup {

  /** Its path below the root of a hierarchy, for example {@code beanpod/pod1234/web}. */
  String path();

  /** Its directory in each hierarchy: one with v2. */
  List<Path> directories();

  /**
   * Sets limits; the CPU's share is always set.
   *
   * @throws CgroupException naming the file and the value that the kernel refused
   */
  void apply(Limits limits) throws IOException;

  /** With v2, the directory that a child is born into by clone3's CLONE_INTO_CGROUP. */
  Optional<Path> v2Directory();

  /** A descriptor of {@link #v2Directory} for clone3, to be closed by the caller; empty with v1. */
  default Optional<Fd> openForBirth() throws SyscallException {
    if (v2Directory().isEmpty()) {
      return Optional.empty();
    }
    String directory = v2Directory().get().toString();
    return Optional.of(Fd.open(directory, Fd.O_PATH | Fd.O_DIRECTORY, 0));
  }

  /**
   * With v1, the files that a new child writes {@code 0} to, each, before its execve; empty with
   * v2.
   *
   * <p>They are the {@code tasks} files, which move one thread, and not {@code cgroup.procs}: the
   * child has only one, and a write to {@code cgroup.procs} takes a lock that may first wait for an
   * RCU grace period. In 100 rounds on an idle host, joining that way took 9-16 ms in one of ten,
   * and by {@code tasks} 0.3 ms at most.
   */
  List<Path> joinFiles();

  /**
   * How many times the kernel killed a process because memory ran out here; read it before {@link
   * #remove}. With v2 those in cgroups below count too, and with {@link Limits#oomGroup} the one
   * that was chosen mostly counts twice: as the victim, and as one of its group.
   */
  long oomKills() throws IOException;

  /**
   * A descriptor that can be read, without blocking, when {@link #oomKills} may have grown: with v1
   * just before it does, since the kernel tells of the want of memory and kills then. To be closed
   * by the caller.
   */
  Fd openOomEvents() throws IOException;

  /** The most memory that was ever charged at once, in bytes; empty before Linux 5.19 with v2. */
  OptionalLong memoryPeak() throws IOException;

  /**
   * The ids of all processes here and in cgroups below, ascending, in the PID namespace of the
   * reader. Empty if the cgroup is gone.
   */
  List<Integer> processes() throws IOException;

  /**
   * Kills all processes here and in cgroups below by SIGKILL, and returns when none is left; to
   * reap zombies is their parents' task.
   *
   * @throws CgroupException if some are still there after 10 seconds
   */
  void kill() throws IOException;

  /**
   * Removes the cgroup and all below it, in all hierarchies. Nothing happens if it is gone.
   *
   * @throws CgroupException if it is still busy after 5 seconds, naming the processes in it
   */
  void remove() throws IOException;

  /** What it uses now. */
  Usage usage() throws IOException;

  /** CPU time used so far, in nanoseconds; absent where a v1 host lacks cpuacct. */
  OptionalLong cpuNanos() throws IOException;

  /** How many tasks are here and in cgroups below: processes, and each of their threads. */
  long pidsCurrent() throws IOException;

  /** What went to and from block devices so far; absent where no io controller looks after it. */
  Optional<IoBytes> io() throws IOException;

  /** How its processes wait for one another; {@link Pressure#NONE} with v1. */
  Pressure pressure() throws IOException;

  /** Whether it is there, in all hierarchies. */
  default boolean exists() {
    for (Path directory : directories()) {
      if (!Files.isDirectory(directory)) {
        return false;
      }
    }
    return true;
  }
}
