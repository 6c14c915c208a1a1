package io.beanpod.pod;

import io.beanpod.model.Container;
import io.beanpod.model.Pod;
import io.beanpod.model.PodResources;
import io.beanpod.model.QosClass;
import io.beanpod.model.Quantity;
import io.beanpod.model.ResourceRequirements;
import java.io.IOException;

/**
 * Which process the kernel ends first when the host has no memory left: {@code
 * GetContainerOOMScoreAdjust} of <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/qos/policy.go">pkg/kubelet/qos/policy.go</a>.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html">proc_pid_oom_score_adj(5)</a>
 */
final class OomScores {
  private static final int GUARANTEED = -997;
  private static final int BEST_EFFORT = 1000;
  private static final int LOWEST_OF_BURSTABLE = 1000 + GUARANTEED;
  private static final String MEMORY = "memory";

  private final Pod pod;
  private final QosClass qos;
  private final long capacity;
  private final long unclaimed;

  /**
   * Those of a pod.
   *
   * @param capacity the host's memory, in bytes, above 0
   */
  OomScores(Pod pod, long capacity) {
    this.pod = pod;
    qos = QosClass.of(pod);
    this.capacity = capacity;
    unclaimed = unclaimed(pod);
  }

  /** Those of a pod on this host. */
  static OomScores onThisHost(Pod pod) throws IOException {
    boolean needed = QosClass.of(pod) == QosClass.Burstable;
    return new OomScores(pod, needed ? HostMemory.totalBytes() : 1);
  }

  /** {@code oom_score_adj} of a container. */
  int of(Container container) {
    return switch (qos) {
      case Guaranteed -> GUARANTEED;
      case BestEffort -> BEST_EFFORT;
      case Burstable -> burstable(container);
    };
  }

  /** The more memory it has requested, the later; always before the pods of Guaranteed. */
  private int burstable(Container container) {
    long score = score(request(container));
    if (container.restart().always() && isInit(container)) {
      score = Math.min(score, score(smallestOfMain())); // a sidecar outlives those it serves
    }
    return Math.clamp(score, LOWEST_OF_BURSTABLE, BEST_EFFORT - 1);
  }

  private long score(long request) {
    // In doubles, the product can't overflow; the kubelet's division of integers cuts off, too.
    return 1000 - (long) (1000.0 * (request + unclaimed) / capacity);
  }

  private boolean isInit(Container container) {
    boolean init = false;
    for (Container each : pod.spec().initContainers()) {
      init |= each.name().equals(container.name());
    }
    return init;
  }

  private long smallestOfMain() {
    long smallest = Long.MAX_VALUE;
    for (Container container : pod.spec().containers()) {
      smallest = Math.min(smallest, request(container));
    }
    return smallest;
  }

  /** A container's part of what the pod as a whole requests beyond its containers' requests. */
  private static long unclaimed(Pod pod) {
    ResourceRequirements resources = pod.spec().resources();
    if (resources.request(MEMORY).isEmpty()) {
      return 0;
    }
    Quantity claimed = PodResources.containerRequests(pod.spec()).get(MEMORY);
    long rest = resources.request(MEMORY).get().value() - (claimed == null ? 0 : claimed.value());
    return rest / pod.spec().initAndMainContainers().size();
  }

  private static long request(Container container) {
    return container.resources().request(MEMORY).map(Quantity::value).orElse(0L);
  }
}
