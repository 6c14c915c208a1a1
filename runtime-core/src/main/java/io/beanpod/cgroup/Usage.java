package io.beanpod.cgroup;

import java.util.OptionalLong;

/**
 * What a cgroup and those below it use.
 *
 * @param memoryBytes memory charged now, page cache included
 * @param cpuNanos CPU time used so far, in nanoseconds; absent where a v1 host lacks cpuacct
 */
public record Usage(long memoryBytes, OptionalLong cpuNanos) {}
