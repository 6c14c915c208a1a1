package io.beanpod.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pod's quality of service, as {@code status.qosClass} ({@code ComputePodQOS} upstream). Only
 * cpu and memory count, and a quantity of zero counts as none. Init containers count too. Where the
 * pod as a whole has resources, they alone count.
 */
public enum QosClass {
  /**
   * Every container, or the pod as a whole, has limits of cpu and memory, and requests equal to
   * them.
   */
  Guaranteed,
  /** Some request or limit, but not Guaranteed. */
  Burstable,
  /** No requests and no limits. */
  BestEffort;

  private static final String[] COMPUTE = {"cpu", "memory"};

  /** That of a pod. */
  public static QosClass of(Pod pod) {
    PodSpec spec = pod.spec();
    if (!spec.resources().isEmpty()) {
      return of(List.of(spec.resources()));
    }
    List<ResourceRequirements> each = new ArrayList<>();
    for (Container container : spec.initAndMainContainers()) {
      each.add(container.resources());
    }
    return of(each);
  }

  private static QosClass of(List<ResourceRequirements> each) {
    boolean any = false;
    boolean guaranteed = true;
    for (ResourceRequirements resources : each) {
      Map<String, Quantity> limits = resources.limits();
      Map<String, Quantity> requests = resources.requests();
      for (String resource : COMPUTE) {
        BigInteger limit = amount(limits, resource);
        BigInteger request = amount(requests, resource);
        any |= limit.signum() > 0 || request.signum() > 0;
        guaranteed &= limit.signum() > 0 && limit.compareTo(request) == 0;
      }
    }
    if (!any) {
      return BestEffort;
    }
    return guaranteed ? Guaranteed : Burstable;
  }

  private static BigInteger amount(Map<String, Quantity> quantities, String resource) {
    Quantity quantity = quantities.get(resource);
    return quantity == null ? BigInteger.ZERO : quantity.nanos();
  }
}
