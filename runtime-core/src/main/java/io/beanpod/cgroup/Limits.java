package io.beanpod.cgroup;

import java.util.OptionalLong;

/**
 * What a cgroup may use. An absent limit leaves what is set; a limit of 0 is no limit, as in
 * Kubernetes.
 *
 * @param memoryBytes {@code resources.limits.memory}, in bytes; swap is never used beside it
 * @param cpuMilli {@code resources.limits.cpu}, in thousandths of a CPU: the quota
 * @param cpuRequestMilli {@code resources.requests.cpu}, in thousandths of a CPU: the share when
 *     CPUs are contended. Absent, it is the limit's, and without that the smallest, as the kubelet
 *     has it for BestEffort
 * @param pids the largest number of processes and threads, at most 4194304
 * @param oomGroup whether running out of memory kills all processes of the cgroup ({@code
 *     memory.oom.group}), as the kubelet wants it of a container; not of a pod, whose other
 *     containers and pause would be killed with it. Only v2 can do that, with v1 the kernel kills
 *     one
 */
public record Limits(
    OptionalLong memoryBytes,
    OptionalLong cpuMilli,
    OptionalLong cpuRequestMilli,
    OptionalLong pids,
    boolean oomGroup) {

  /** No limit, and the smallest share of the CPU. */
  public static final Limits NONE =
      new Limits(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          false);

  private static final long PID_MAX_LIMIT = 1 << 22; // include/linux/threads.h
  private static final long CPU_MILLI_MAX = 1_000_000_000; // a million CPUs: no overflow below

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Limits {
    memoryBytes = checked("memory", memoryBytes, Long.MAX_VALUE);
    cpuMilli = checked("cpu", cpuMilli, CPU_MILLI_MAX);
    cpuRequestMilli = checked("cpu request", cpuRequestMilli, CPU_MILLI_MAX);
    pids = checked("pids", pids, PID_MAX_LIMIT);
  }

  public Limits withMemoryBytes(long bytes) {
    return new Limits(OptionalLong.of(bytes), cpuMilli, cpuRequestMilli, pids, oomGroup);
  }

  public Limits withCpuMilli(long milli) {
    return new Limits(memoryBytes, OptionalLong.of(milli), cpuRequestMilli, pids, oomGroup);
  }

  public Limits withCpuRequestMilli(long milli) {
    return new Limits(memoryBytes, cpuMilli, OptionalLong.of(milli), pids, oomGroup);
  }

  public Limits withPids(long count) {
    return new Limits(memoryBytes, cpuMilli, cpuRequestMilli, OptionalLong.of(count), oomGroup);
  }

  /** The same share of the CPU, and no limit. */
  public Limits onlyRequest() {
    return new Limits(
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(cpuRequestMilli.orElse(cpuMilli.orElse(0))),
        OptionalLong.empty(),
        false);
  }

  public Limits withOomGroup(boolean all) {
    return new Limits(memoryBytes, cpuMilli, cpuRequestMilli, pids, all);
  }

  private static OptionalLong checked(String what, OptionalLong value, long max) {
    if (value.isEmpty() || value.getAsLong() == 0) {
      return OptionalLong.empty();
    }
    long v = value.getAsLong();
    if (v < 0 || v > max) {
      throw new IllegalArgumentException(what + " limit " + v + " is not in 0.." + max);
    }
    return value;
  }
}
