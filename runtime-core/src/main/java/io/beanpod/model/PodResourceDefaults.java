package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of {@code spec.resources} that has limits: what the containers request together,
 * else the limit. Of huge pages, requests are limits, and those of the containers are the pod's
 * ({@code defaultHugePagePodLimits} and {@code defaultPodRequests} of {@code
 * pkg/apis/core/v1/defaults.go}).
 */
final class PodResourceDefaults {
  private static final String REQUESTS = "requests";
  private static final String[] RESOURCES = {"cpu", "memory"};

  private PodResourceDefaults() {}

  /**
   * @param spec whose containers have their defaults
   * @param limits of {@code spec.resources}, not empty
   */
  static void fill(Map<String, Object> spec, Map<String, Object> limits) {
    Map<String, Object> resources = Json.object(spec.get("resources"));
    if (resources.get(REQUESTS) == null) {
      resources.put(REQUESTS, new LinkedHashMap<String, Object>());
    }
    if (!(resources.get(REQUESTS) instanceof Map)) {
      return;
    }
    Map<String, Object> requests = Json.object(resources.get(REQUESTS));
    fillHugePages(spec, limits, requests);
    Map<String, Quantity> sums = sums(spec, REQUESTS);
    for (String resource : RESOURCES) {
      Quantity sum = sums.get(resource);
      if (requests.get(resource) == null && sum != null) {
        requests.put(resource, sum.toString());
      } else if (requests.get(resource) == null
          && Quantity.tryParse(Json.string(limits.get(resource))).isPresent()) {
        requests.put(resource, limits.get(resource));
      }
    }
  }

  private static void fillHugePages(
      Map<String, Object> spec, Map<String, Object> limits, Map<String, Object> requests) {
    for (Map.Entry<String, Quantity> sum : sums(spec, "limits").entrySet()) {
      if (HugePageResource.is(sum.getKey())) {
        limits.putIfAbsent(sum.getKey(), sum.getValue().toString());
      }
    }
    for (Map.Entry<String, Object> limit : limits.entrySet()) {
      if (HugePageResource.is(limit.getKey())
          && Quantity.tryParse(Json.string(limit.getValue())).isPresent()) {
        requests.putIfAbsent(limit.getKey(), limit.getValue());
      }
    }
  }

  private static Map<String, Quantity> sums(Map<String, Object> spec, String which) {
    return ResourceSums.of(parts(spec, "initContainers", which), parts(spec, "containers", which));
  }

  private static List<ResourceSums.Part> parts(
      Map<String, Object> spec, String field, String which) {
    List<ResourceSums.Part> parts = new ArrayList<>();
    for (Object container : Json.list(spec.get(field))) {
      Map<String, Quantity> amounts = new LinkedHashMap<>();
      Object all = Json.at(container, "resources", which);
      for (Map.Entry<String, Object> each : Json.object(all).entrySet()) {
        Optional<Quantity> amount = Quantity.tryParse(Json.string(each.getValue()));
        if (amount.isPresent()) {
          amounts.put(each.getKey(), amount.get());
        }
      }
      boolean always = "Always".equals(Json.at(container, "restartPolicy"));
      parts.add(new ResourceSums.Part(amounts, always));
    }
    return parts;
  }
}
