package io.beanpod.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pod's quality of service, as {@code status.qosClass} ({@code ComputePodQOS} upstream). Only
 * cpu and memory count, and a quantity of zero counts as none. Init containers count too.
 */
public enum QosClass {
  /** Every container has limits of cpu and memory, and requests equal to them. */
  Guaranteed,
  /** Some request or limit, but not Guaranteed. */
  Burstable,
  /** No requests and no limits. */
  BestEffort;

  private static final String[] COMPUTE = {"cpu", "memory"};

  public static QosClass of(Pod pod) {
    boolean any = false;
    boolean guaranteed = true;
    List<Container> containers = new ArrayList<>(pod.spec().initContainers());
    containers.addAll(pod.spec().containers());
    for (Container container : containers) {
      Map<String, Quantity> limits = container.resources().limits();
      Map<String, Quantity> requests = container.resources().requests();
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
