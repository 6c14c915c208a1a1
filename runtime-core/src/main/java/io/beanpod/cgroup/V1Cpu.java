package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The cpu and cpuacct controllers of v1.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-bwc.html">CFS Bandwidth Control</a>
 */
final class V1Cpu {
  private V1Cpu() {}

  static void apply(Limits limits, Path directory) throws IOException {
    ControlFile.write(directory, "cpu.shares", CpuShares.shares(limits));
    if (limits.cpuMilli().isPresent()) {
      long quota = CpuShares.quotaMicros(limits.cpuMilli().getAsLong());
      ControlFile.write(directory, "cpu.cfs_quota_us", quota);
    }
  }

  static long usageNanos(Path cpuacct) throws IOException {
    return ControlFile.readLong(cpuacct, "cpuacct.usage");
  }
}
