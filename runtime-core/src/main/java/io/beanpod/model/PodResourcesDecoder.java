package io.beanpod.model;

import java.util.List;
import java.util.Map;

/**
 * {@code spec.resources}: {@code validatePodResources} and {@code validatePodResourceConsistency}
 * of <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go">upstream's
 * validation</a>.
 */
final class PodResourcesDecoder {
  private static final String RESOURCES = "resources";

  private PodResourcesDecoder() {}

  static ResourceRequirements decode(Fields spec) {
    return ResourceRequirements.decode(spec.object(RESOURCES), ResourceRequirements.Owner.POD);
  }

  /** What the pod gets has to be enough for its containers. */
  static void check(Fields fields, PodSpec spec) {
    Map<String, Quantity> requests = spec.resources().requests();
    Map<String, Quantity> limits = spec.resources().limits();
    if (requests.isEmpty() && limits.isEmpty()) {
      return;
    }
    Map<String, Quantity> sums = PodResources.containerRequests(spec);
    for (Map.Entry<String, Quantity> request : requests.entrySet()) {
      Quantity sum = sums.get(request.getKey());
      if (sum != null && sum.compareTo(request.getValue()) > 0) {
        fields.problem(
            RESOURCES + ".requests." + request.getKey(),
            request.getValue()
                + " must be greater than or equal to aggregate container requests of "
                + sum);
      }
    }
    checkLimits(fields, limits, spec.initAndMainContainers());
    for (Map.Entry<String, Quantity> sum : PodResources.containerLimits(spec).entrySet()) {
      Quantity most = limits.get(sum.getKey());
      if (HugePageResource.is(sum.getKey()) && most != null && sum.getValue().compareTo(most) > 0) {
        fields.problem(
            RESOURCES + ".limits." + sum.getKey(),
            most
                + " must be greater than or equal to aggregate container limits of "
                + sum.getValue());
      }
    }
  }

  private static void checkLimits(
      Fields fields, Map<String, Quantity> limits, List<Container> containers) {
    for (Container container : containers) {
      for (Map.Entry<String, Quantity> limit : container.resources().limits().entrySet()) {
        Quantity most = limits.get(limit.getKey());
        if (most != null && limit.getValue().compareTo(most) > 0) {
          String field = container.path().substring(fields.path().length() + 1);
          fields.problem(
              field + ".resources.limits." + limit.getKey(),
              limit.getValue() + " must be less than or equal to pod limits of " + most);
        }
      }
    }
  }
}
