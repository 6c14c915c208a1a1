package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The resources of a pod as a whole: {@code spec.resources} where it says something, else what its
 * containers need together ({@code PodRequests} and {@code PodLimits} upstream). Ephemeral
 * containers have none.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/">pod-level
 *     resources</a>
 */
public final class PodResources {
  private PodResources() {}

  /** What the pod is sure to get, by resource name. */
  public static Map<String, Quantity> requests(PodSpec spec) {
    Map<String, Quantity> requests = sums(spec, ResourceRequirements::requests);
    requests.putAll(spec.resources().requests());
    return requests;
  }

  /**
   * The most that the pod may use of a resource. Empty: as much as there is, because a container of
   * it may.
   */
  public static Optional<Quantity> limit(PodSpec spec, String resource) {
    Optional<Quantity> own = positive(spec.resources().limit(resource));
    if (own.isPresent()) {
      return own;
    }
    for (Container container : spec.initAndMainContainers()) {
      if (positive(container.resources().limit(resource)).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(containerLimits(spec).get(resource));
  }

  /** The most that one container may use: its own limit, else the pod's. */
  public static Optional<Quantity> limit(PodSpec spec, Container container, String resource) {
    Optional<Quantity> own = positive(container.resources().limit(resource));
    return own.isPresent() ? own : spec.resources().limit(resource);
  }

  /**
   * The most that the pod may use of each size of huge pages, by resource name. Unlike with {@link
   * #limit}, a container without a limit may use none, and so adds none.
   */
  public static Map<String, Quantity> hugePageLimits(PodSpec spec) {
    Map<String, Quantity> limits = containerLimits(spec);
    limits.putAll(spec.resources().limits());
    limits.keySet().removeIf(resource -> !HugePageResource.is(resource));
    return limits;
  }

  /** The sums of such limits as the containers have. */
  public static Map<String, Quantity> containerLimits(PodSpec spec) {
    return sums(spec, ResourceRequirements::limits);
  }

  /** What the containers request together, whatever the pod does. */
  public static Map<String, Quantity> containerRequests(PodSpec spec) {
    return sums(spec, ResourceRequirements::requests);
  }

  private static Map<String, Quantity> sums(
      PodSpec spec, Function<ResourceRequirements, Map<String, Quantity>> which) {
    List<ResourceSums.Part> init = new ArrayList<>();
    for (Container container : spec.initContainers()) {
      init.add(
          new ResourceSums.Part(which.apply(container.resources()), container.restart().always()));
    }
    List<ResourceSums.Part> main = new ArrayList<>();
    for (Container container : spec.containers()) {
      main.add(new ResourceSums.Part(which.apply(container.resources()), false));
    }
    return new LinkedHashMap<>(ResourceSums.of(init, main));
  }

  private static Optional<Quantity> positive(Optional<Quantity> limit) {
    return limit.isPresent() && limit.get().signum() > 0 ? limit : Optional.empty();
  }
}
