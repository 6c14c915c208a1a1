package io.beanpod.cgroup;

import java.util.OptionalLong;

/**
 * What a cgroup and those below it use.
 *
 * @param memoryBytes memory charged now, page cache included
 * @param inactiveFileBytes that part of the page cache which was not used for a while, and is given
 *     up first when memory runs short
 * @param cpuNanos CPU time used so far, in nanoseconds; absent where a v1 host lacks cpuacct
 */
public record Usage(long memoryBytes, long inactiveFileBytes, OptionalLong cpuNanos) {

  /**
   * What the kubelet calls memory use, evicts pods by, and shows in {@code kubectl top}: all that
   * is charged but the inactive part of the page cache, and never below 0.
   *
   * @see <a
   *     href="https://github.com/google/cadvisor/blob/master/container/libcontainer/handler.go">
   *     setMemoryStats of cAdvisor</a>
   */
  public long workingSetBytes() {
    return Math.max(0, memoryBytes - inactiveFileBytes);
  }
}
