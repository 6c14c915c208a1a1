package io.beanpod.cgroup;

/**
 * What the kubelet's MemoryQoS sets beside the limit of memory. Only v2 has it.
 *
 * @param minBytes {@code memory.min}: what is never taken away to free memory for others; 0 for
 *     nothing
 * @param highBytes {@code memory.high}: above it, who allocates is slowed down and made to give
 *     memory back; {@link #NO_HIGH} for no such bound
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/#memory-qos-with-cgroup-v2">Memory
 *     QoS with cgroup v2</a>
 */
public record MemoryQos(long minBytes, long highBytes) {
  /** As much as the kernel can count. */
  public static final long NO_HIGH = Long.MAX_VALUE;

  /**
   * @throws IllegalArgumentException if a value is negative
   */
  public MemoryQos {
    if (minBytes < 0 || highBytes < 0) {
      throw new IllegalArgumentException(
          "memory.min " + minBytes + " or memory.high " + highBytes + " is negative");
    }
  }
}
