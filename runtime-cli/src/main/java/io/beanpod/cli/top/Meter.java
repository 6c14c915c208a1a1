package io.beanpod.cli.top;

import io.beanpod.cgroup.Counters;
import io.beanpod.cgroup.Pressure;
import java.io.IOException;
import java.util.Optional;

/** Reads cgroups by their paths, such as {@code beanpod/pod1234/web}. Empty is one that is gone. */
public interface Meter {

  /**
   * What does not add up over time.
   *
   * @param memoryBytes the working set
   */
  record Level(long memoryBytes, long pids) {}

  Optional<Counters> counters(String cgroup) throws IOException;

  Optional<Level> level(String cgroup) throws IOException;

  Optional<Pressure> pressure(String cgroup) throws IOException;
}
