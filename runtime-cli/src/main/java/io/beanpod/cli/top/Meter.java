package io.beanpod.cli.top;

import io.beanpod.cgroup.Counters;
import io.beanpod.cgroup.Pressure;
import java.io.IOException;
import java.util.Optional;

/** Reads cgroups by their paths, such as {@code beanpod/pod1234/web}. Empty is one that is gone. */
public interface Meter {

  /**
   * All of a cgroup.
   *
   * @param memoryBytes the working set
   * @param pids tasks
   */
  record Reading(Counters counters, long memoryBytes, long pids, Pressure pressure) {}

  /** What a rate begins with. */
  Optional<Counters> counters(String cgroup) throws IOException;

  Optional<Reading> read(String cgroup) throws IOException;

  Optional<Pressure> pressure(String cgroup) throws IOException;
}
