package io.beanpod.pod;

import io.beanpod.cgroup.HugePages;
import io.beanpod.model.Container;
import io.beanpod.model.HugePageResource;
import io.beanpod.model.PodResources;
import io.beanpod.model.PodSpec;
import io.beanpod.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many huge pages a pod and its containers may use: {@code GetHugepageLimitsFromResources} of
 * pkg/kubelet/kuberuntime. Unlike there, only the sizes that the pod asks for are limited at all:
 * where no pod asks, no pod waits for cgroups of another controller.
 */
final class HugePagePlanner {
  private HugePagePlanner() {}

  static List<HugePages> ofPod(PodSpec spec) {
    List<HugePages> all = new ArrayList<>();
    for (Map.Entry<String, Quantity> limit : PodResources.hugePageLimits(spec).entrySet()) {
      all.add(pages(limit.getKey(), limit.getValue().value()));
    }
    return all;
  }

  /** Its own limit, else that of {@code spec.resources}, else none at all. */
  static List<HugePages> ofContainer(PodSpec spec, Container container) {
    List<HugePages> all = new ArrayList<>();
    for (String resource : PodResources.hugePageLimits(spec).keySet()) {
      Optional<Quantity> limit = container.resources().limit(resource);
      limit = limit.isPresent() ? limit : spec.resources().limit(resource);
      all.add(pages(resource, limit.isPresent() ? limit.get().value() : 0));
    }
    return all;
  }

  private static HugePages pages(String resource, long bytes) {
    return new HugePages(HugePageResource.pageBytes(resource).orElseThrow(), bytes);
  }
}
