package io.beanpod.pod;

import io.beanpod.cgroup.MemoryQos;
import io.beanpod.model.Container;
import io.beanpod.model.PodResources;
import io.beanpod.model.PodSpec;
import io.beanpod.model.Quantity;
import java.io.IOException;
import java.util.Optional;

/**
 * What the kubelet's MemoryQoS makes of requests and limits of memory: {@code
 * generateLinuxContainerResources} of pkg/kubelet/kuberuntime and {@code ResourceConfigForPod} of
 * pkg/kubelet/cm.
 *
 * @see <a
 *     href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/2570-memory-qos">KEP-2570</a>
 */
final class MemoryQosPlanner {
  private static final String MEMORY = "memory";
  private static final long PAGE = 4096; // of x86-64, the only architecture so far

  private MemoryQosPlanner() {}

  /** What all containers request is protected; only each of them is slowed down. */
  static MemoryQos ofPod(PodSpec spec) {
    return new MemoryQos(ResourcePlanner.memoryRequest(spec), MemoryQos.NO_HIGH);
  }

  /**
   * A container's.
   *
   * @param factor where between request and limit it is slowed down, above 0 and up to 1
   */
  static MemoryQos ofContainer(PodSpec spec, Container container, double factor)
      throws IOException {
    long request = container.resources().request(MEMORY).map(Quantity::value).orElse(0L);
    Optional<Quantity> limit = PodResources.limit(spec, container, MEMORY);
    long most = limit.isPresent() ? limit.get().value() : HostMemory.totalBytes();
    if (request == most) { // Guaranteed, as far as memory goes
      return new MemoryQos(request, MemoryQos.NO_HIGH);
    }
    long high = high(request, most, factor);
    return new MemoryQos(request, high > request ? high : MemoryQos.NO_HIGH);
  }

  /** Between request and limit, rounded down to whole pages. */
  static long high(long request, long most, double factor) {
    double exact = request + ((double) most - request) * factor;
    return (long) Math.floor(exact / PAGE) * PAGE;
  }
}
