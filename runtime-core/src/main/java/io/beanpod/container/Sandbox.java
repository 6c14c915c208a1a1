package io.beanpod.container;

import java.util.List;
import java.util.Optional;

/**
 * What all containers of a pod have in common, and the pause provides.
 *
 * @param layers directory of the unpacked image layers
 * @param shm a tmpfs in the pause's mount namespace that is every container's /dev/shm; empty: the
 *     host's (hostIPC)
 * @param etc directory with the pod's {@code hosts}, {@code hostname} and {@code resolv.conf}
 * @param volumes the pod's; empty if it has none
 * @param ownPid whether each container has its own PID namespace
 * @param dieWithPause whether a container must be killed when its creator ends: needed where no PID
 *     namespace of the pod does that (hostPID)
 * @param cgroups how /sys/fs/cgroup looks inside: the v1 hierarchies' option strings, or empty for
 *     a v2 mount
 */
public record Sandbox(
    String layers,
    Optional<String> shm,
    String etc,
    Optional<? extends MountTrees> volumes,
    boolean ownPid,
    boolean dieWithPause,
    List<String> cgroups) {}
