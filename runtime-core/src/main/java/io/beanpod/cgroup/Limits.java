package io.beanpod.cgroup;

import java.util.List;
import java.util.Optional;
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
 * @param memoryQos what is protected and what is slowed down of its memory; only v2 can do that
 * @param hugePages of each size that is limited; a size that is not among them leaves what is set
 */
public record Limits(
    OptionalLong memoryBytes,
    OptionalLong cpuMilli,
    OptionalLong cpuRequestMilli,
    OptionalLong pids,
    boolean oomGroup,
    Optional<MemoryQos> memoryQos,
    List<HugePages> hugePages) {

  /** No limit, and the smallest share of the CPU. */
  public static final Limits NONE =
      new Limits(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          false,
          Optional.empty(),
          List.of());

  private static final long PID_MAX_LIMIT = 1 << 22; // include/linux/threads.h
  private static final long CPU_MILLI_MAX = 1_000_000_000; // a million CPUs: no overflow below

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Limits {
    memoryBytes = checked("memory", memoryBytes, Long.MAX_VALUE);
    cpuMilli = checked("cpu", cpuMilli, CPU_MILLI_MAX);
    // A request of 0 is one: the smallest share, and not the limit's.
    if (cpuRequestMilli.isEmpty() || cpuRequestMilli.getAsLong() != 0) {
      cpuRequestMilli = checked("cpu request", cpuRequestMilli, CPU_MILLI_MAX);
    }
    pids = checked("pids", pids, PID_MAX_LIMIT);
    hugePages = List.copyOf(hugePages);
  }

  public Limits withMemoryBytes(long bytes) {
    return with(OptionalLong.of(bytes), cpuMilli, cpuRequestMilli);
  }

  public Limits withCpuMilli(long milli) {
    return with(memoryBytes, OptionalLong.of(milli), cpuRequestMilli);
  }

  public Limits withCpuRequestMilli(long milli) {
    return with(memoryBytes, cpuMilli, OptionalLong.of(milli));
  }

  private Limits with(OptionalLong memory, OptionalLong cpu, OptionalLong cpuRequest) {
    return new Limits(memory, cpu, cpuRequest, pids, oomGroup, memoryQos, hugePages);
  }

  public Limits withPids(long count) {
    OptionalLong most = OptionalLong.of(count);
    return new Limits(memoryBytes, cpuMilli, cpuRequestMilli, most, oomGroup, memoryQos, hugePages);
  }

  public Limits withOomGroup(boolean all) {
    return new Limits(memoryBytes, cpuMilli, cpuRequestMilli, pids, all, memoryQos, hugePages);
  }

  public Limits withMemoryQos(MemoryQos qos) {
    Optional<MemoryQos> some = Optional.of(qos);
    return new Limits(memoryBytes, cpuMilli, cpuRequestMilli, pids, oomGroup, some, hugePages);
  }

  public Limits withHugePages(List<HugePages> all) {
    return new Limits(memoryBytes, cpuMilli, cpuRequestMilli, pids, oomGroup, memoryQos, all);
  }

  /** The same share of the CPU, and the same memory protected, but no limit. */
  public Limits onlyRequest() {
    Limits request = NONE.withCpuRequestMilli(cpuRequestMilli.orElse(cpuMilli.orElse(0)));
    return memoryQos.isEmpty()
        ? request
        : request.withMemoryQos(new MemoryQos(memoryQos.get().minBytes(), MemoryQos.NO_HIGH));
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
