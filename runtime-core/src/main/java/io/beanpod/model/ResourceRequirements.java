package io.beanpod.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a container, or a pod as a whole, may use at most, and what it is sure to get.
 *
 * @param limits by resource name: {@code cpu} (cores), {@code memory} and {@code ephemeral-storage}
 *     (bytes), {@code hugepages-2Mi} (bytes)
 * @param requests the same; a limit without a request is its own request
 */
public record ResourceRequirements(Map<String, Quantity> limits, Map<String, Quantity> requests) {
  /** Neither limits nor requests. */
  public static final ResourceRequirements NONE = new ResourceRequirements(Map.of(), Map.of());

  private static final String STORAGE = "ephemeral-storage";
  private static final String UNKNOWN =
      "Beanpod does not know this resource; use cpu, memory, ephemeral-storage or hugepages-SIZE";
  private static final String UNKNOWN_OF_POD =
      "not supported of a pod as a whole; use cpu, memory or hugepages-SIZE";

  /** What has them. */
  enum Owner {
    CONTAINER,
    POD
  }

  public ResourceRequirements {
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    requests = Collections.unmodifiableMap(new LinkedHashMap<>(requests));
  }

  /** Whether nothing is limited and nothing requested. */
  public boolean isEmpty() {
    return limits.isEmpty() && requests.isEmpty();
  }

  /** The limit of a resource, empty where it has none. */
  public Optional<Quantity> limit(String resource) {
    return Optional.ofNullable(limits.get(resource));
  }

  /** The request of a resource, empty where it has none. */
  public Optional<Quantity> request(String resource) {
    return Optional.ofNullable(requests.get(resource));
  }

  static ResourceRequirements decode(Optional<Fields> fields, Owner owner) {
    if (fields.isEmpty()) {
      return NONE;
    }
    Fields resources = fields.get();
    Map<String, Quantity> limits = resources.quantities("limits");
    Map<String, Quantity> requests = resources.quantities("requests");
    resources.refuseUnlessEmpty("claims");
    resources.end();
    checkEach(resources, "limits", limits, Map.of(), owner);
    checkEach(resources, "requests", requests, limits, owner);
    for (Map.Entry<String, Quantity> request : requests.entrySet()) {
      checkPair(resources, request.getKey(), request.getValue(), limits.get(request.getKey()));
    }
    boolean basic =
        limits.containsKey("cpu")
            || limits.containsKey("memory")
            || requests.containsKey("cpu")
            || requests.containsKey("memory");
    for (String name : limits.keySet()) {
      if (HugePageResource.is(name) && !basic) {
        resources.problem("limits." + name, "needs cpu or memory beside it");
      }
    }
    return new ResourceRequirements(limits, requests);
  }

  /** Checks each on its own, save those that were copied from what has been checked. */
  private static void checkEach(
      Fields resources,
      String field,
      Map<String, Quantity> quantities,
      Map<String, Quantity> checked,
      Owner owner) {
    for (Map.Entry<String, Quantity> entry : quantities.entrySet()) {
      String path = field + "." + entry.getKey();
      Quantity same = checked.get(entry.getKey());
      // Not equals: a record's is bootstrapped at its first call, which takes 15 ms.
      if (same != null && same.compareTo(entry.getValue()) == 0) {
        continue;
      }
      if (!isKnown(entry.getKey(), owner)) {
        resources.problem(path, owner == Owner.POD ? UNKNOWN_OF_POD : UNKNOWN);
        continue;
      }
      if (entry.getValue().signum() < 0) {
        resources.problem(path, entry.getValue() + " is negative; use 0 or more");
      } else if (HugePageResource.is(entry.getKey())
          && !HugePageResource.isWhole(entry.getKey(), entry.getValue())) {
        resources.problem(
            path,
            entry.getValue()
                + " is not a positive integer multiple of "
                + HugePageResource.size(entry.getKey()));
      }
    }
  }

  private static void checkPair(Fields resources, String name, Quantity request, Quantity limit) {
    String path = "requests." + name;
    if (limit == null) {
      if (HugePageResource.is(name)) {
        resources.problem(path, "needs a limit of the same size");
      }
    } else if (request.compareTo(limit) > 0) {
      resources.problem(path, request + " must not be more than the limit of " + limit);
    } else if (HugePageResource.is(name) && request.compareTo(limit) != 0) {
      resources.problem(path, request + " must equal the limit of " + limit);
    }
  }

  private static boolean isKnown(String name, Owner owner) {
    return name.equals("cpu")
        || name.equals("memory")
        || (name.equals(STORAGE) && owner == Owner.CONTAINER)
        || (HugePageResource.is(name) && HugePageResource.pageBytes(name).isPresent());
  }
}
