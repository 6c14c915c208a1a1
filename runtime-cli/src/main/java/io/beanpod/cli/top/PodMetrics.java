package io.beanpod.cli.top;

import io.beanpod.cgroup.Pressure;
import io.beanpod.store.StoredPod;
import java.util.List;
import java.util.Optional;

/**
 * What one pod uses.
 *
 * @param windowNanos the time between the two samples, of the container with the longest
 * @param containers those that run, in the order of the spec; at least one
 * @param pause what Beanpod itself uses for the pod, where it is asked for: no container's, and in
 *     no sum over them
 * @param pressure of the pod's own cgroup, which the containers and the pause are in
 */
public record PodMetrics(
    StoredPod pod,
    long windowNanos,
    List<ContainerMetrics> containers,
    Optional<ContainerMetrics> pause,
    Pressure pressure) {

  /** The containers together, as {@code kubectl top pod} adds them up. */
  ContainerMetrics total() {
    return ContainerMetrics.sum(pod.name(), containers, pressure);
  }
}
