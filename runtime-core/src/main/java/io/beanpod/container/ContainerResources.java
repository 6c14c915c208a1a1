package io.beanpod.container;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A container's {@code resources} as its pod spells them, and what a change of them demands. The
 * same amount is always spelled in the same way (see {@code ImmutableFields}), so that texts tell
 * what has changed.
 *
 * @param limits by resource name, canonical quantities
 * @param requests the same
 * @param cpuRestarts {@code resizePolicy}: another limit or request of cpu needs a restart
 * @param memoryRestarts the same for memory
 */
public record ContainerResources(
    Map<String, String> limits,
    Map<String, String> requests,
    boolean cpuRestarts,
    boolean memoryRestarts) {
  /** Neither limits nor requests. */
  public static final ContainerResources NONE =
      new ContainerResources(Map.of(), Map.of(), false, false);

  public ContainerResources {
    limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    requests = Collections.unmodifiableMap(new TreeMap<>(requests));
  }

  /** Whether limits and requests are the same. */
  public boolean same(ContainerResources other) {
    return limits.equals(other.limits) && requests.equals(other.requests);
  }

  /** Whether a container that runs with {@code before} has to be started again to have these. */
  public boolean needRestart(ContainerResources before) {
    return (cpuRestarts && differ("cpu", before)) || (memoryRestarts && differ("memory", before));
  }

  private boolean differ(String name, ContainerResources before) {
    return !limits.getOrDefault(name, "").equals(before.limits.getOrDefault(name, ""))
        || !requests.getOrDefault(name, "").equals(before.requests.getOrDefault(name, ""));
  }

  /** As a {@code v1.ResourceRequirements}. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!limits.isEmpty()) {
      tree.put("limits", limits);
    }
    if (!requests.isEmpty()) {
      tree.put("requests", requests);
    }
    return tree;
  }
}
