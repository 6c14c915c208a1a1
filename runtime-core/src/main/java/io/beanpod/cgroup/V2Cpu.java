package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The cpu controller of v2.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu">cgroup v2, CPU</a>
 */
final class V2Cpu {
  private V2Cpu() {}

  static void apply(Limits limits, Path directory) throws IOException {
    ControlFile.write(directory, "cpu.weight", CpuShares.weight(CpuShares.shares(limits)));
    if (limits.cpuMilli().isPresent()) {
      long quota = CpuShares.quotaMicros(limits.cpuMilli().getAsLong());
      ControlFile.write(directory, "cpu.max", quota + " " + CpuShares.PERIOD_MICROS);
    }
  }

  static long usageNanos(Path directory) throws IOException {
    return ControlFile.readKey(directory, "cpu.stat", "usage_usec") * 1000;
  }
}
