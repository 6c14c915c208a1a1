package io.beanpod.cgroup;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Limits of a pod and its containers that change while their processes run.
 *
 * <p>What a container may use has to fit into what the pod may use at every moment: v1 refuses a
 * quota above the parent's (EINVAL), and memory that the pod has no room for kills. So the pod's
 * cgroup first allows what it did and what it will, then each container what it will, then the pod
 * only that.
 */
public final class LimitChange {
  private LimitChange() {}

  /** One cgroup, what it was last told, and what it is to be told. */
  public record Part(Cgroup cgroup, Limits before, Limits after) {
    /** The first step alone: what it was told, and what it is to be told. */
    public Part widened() {
      return new Part(cgroup, before, wider(before, after));
    }

    /**
     * How much memory it uses, page cache included, in bytes, if its limit is to be lowered to that
     * or less: there v1 says EBUSY, and v2 kills. The kubelet refuses such a change before it
     * writes anything.
     */
    public OptionalLong memoryInTheWay() throws IOException {
      OptionalLong limit = after.memoryBytes();
      if (limit.isEmpty() || limit.getAsLong() >= before.memoryBytes().orElse(Long.MAX_VALUE)) {
        return OptionalLong.empty();
      }
      long used = cgroup.usage().memoryBytes();
      return used >= limit.getAsLong() ? OptionalLong.of(used) : OptionalLong.empty();
    }
  }

  /**
   * Writes all limits again. One that is gone stays as it was: upstream lets none be taken away.
   *
   * @param pod the cgroup that has those of {@code containers} below it
   * @throws CgroupException naming the file and the value that the kernel refused; what was written
   *     before stays
   */
  public static void write(Part pod, List<Part> containers) throws IOException {
    pod.cgroup().apply(wider(pod.before(), pod.after()));
    for (Part container : containers) {
      container.cgroup().apply(container.after());
    }
    pod.cgroup().apply(pod.after());
  }

  /** Of each limit the larger; none where either has none. */
  private static Limits wider(Limits a, Limits b) {
    return new Limits(
        larger(a.memoryBytes(), b.memoryBytes()),
        larger(a.cpuMilli(), b.cpuMilli()),
        b.cpuRequestMilli(),
        b.pids(),
        b.oomGroup(),
        b.memoryQos(),
        b.hugePages());
  }

  private static OptionalLong larger(OptionalLong a, OptionalLong b) {
    return a.isEmpty() || b.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(a.getAsLong(), b.getAsLong()));
  }
}
