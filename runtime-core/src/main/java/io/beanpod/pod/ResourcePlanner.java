package io.beanpod.pod;

import io.beanpod.cgroup.Limits;
import io.beanpod.container.ContainerResources;
import io.beanpod.model.Container;
import io.beanpod.model.MemoryQosAnnotations;
import io.beanpod.model.PidsAnnotation;
import io.beanpod.model.Pod;
import io.beanpod.model.PodResources;
import io.beanpod.model.PodSpec;
import io.beanpod.model.Quantity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the cgroups of a pod allow, as the kubelet has it: {@code ResourceConfigForPod} of <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/cm/helpers_linux.go">pkg/kubelet/cm</a>
 * and {@code generateLinuxContainerResources} of pkg/kubelet/kuberuntime.
 */
final class ResourcePlanner {
  private static final String CPU = "cpu";
  private static final String MEMORY = "memory";

  private ResourcePlanner() {}

  /** Of all containers together. */
  static Limits ofPod(Pod pod) {
    PodSpec spec = pod.spec();
    Limits limits =
        new Limits(
            number(PodResources.limit(spec, MEMORY).map(Quantity::value)),
            number(PodResources.limit(spec, CPU).map(Quantity::milliValue)),
            number(
                Optional.ofNullable(PodResources.requests(spec).get(CPU))
                    .map(Quantity::milliValue)),
            PidsAnnotation.limit(pod.metadata(), PidsAnnotation.POD),
            false,
            Optional.empty(),
            HugePagePlanner.ofPod(spec));
    return MemoryQosAnnotations.factor(pod.metadata()).isPresent()
        ? limits.withMemoryQos(MemoryQosPlanner.ofPod(spec))
        : limits;
  }

  /** Of one container. */
  static Limits ofContainer(Pod pod, Container container) throws IOException {
    PodSpec spec = pod.spec();
    Limits limits =
        new Limits(
            number(PodResources.limit(spec, container, MEMORY).map(Quantity::value)),
            number(PodResources.limit(spec, container, CPU).map(Quantity::milliValue)),
            number(container.resources().request(CPU).map(Quantity::milliValue)),
            PidsAnnotation.limit(pod.metadata(), PidsAnnotation.CONTAINER),
            true,
            Optional.empty(),
            HugePagePlanner.ofContainer(spec, container));
    OptionalDouble factor = MemoryQosAnnotations.factor(pod.metadata());
    return factor.isPresent()
        ? limits.withMemoryQos(MemoryQosPlanner.ofContainer(spec, container, factor.getAsDouble()))
        : limits;
  }

  /** What all containers request together, in bytes. */
  static long memoryRequest(PodSpec spec) {
    Quantity request = PodResources.requests(spec).get(MEMORY);
    return request == null ? 0 : request.value();
  }

  /** A container's own, as its status shows them. */
  static ContainerResources spelled(Container container) {
    return new ContainerResources(
        spelled(container.resources().limits()),
        spelled(container.resources().requests()),
        container.resizePolicy().cpuRestarts(),
        container.resizePolicy().memoryRestarts());
  }

  private static Map<String, String> spelled(Map<String, Quantity> quantities) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Quantity> entry : quantities.entrySet()) {
      texts.put(entry.getKey(), entry.getValue().toString());
    }
    return texts;
  }

  private static OptionalLong number(Optional<Long> value) {
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }
}
