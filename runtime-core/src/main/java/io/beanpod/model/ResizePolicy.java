package io.beanpod.model;

import java.util.HashSet;
import java.util.Set;

/**
 * {@code resizePolicy}: whether a container is started again when its resources change while it
 * runs. What the policy does not name needs no restart.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/#container-resize-policies">container
 *     resize policies</a>
 */
public record ResizePolicy(boolean cpuRestarts, boolean memoryRestarts) {
  static final String FIELD = "resizePolicy";

  private static final ResizePolicy NONE = new ResizePolicy(false, false);

  private enum Resource {
    cpu,
    memory
  }

  private enum Restart {
    NotRequired,
    RestartContainer
  }

  /**
   * Reads it.
   *
   * @param once whether the container is never started again
   */
  static ResizePolicy decode(Fields container, boolean once) {
    if (!container.has(FIELD)) {
      return NONE;
    }
    boolean cpu = false;
    boolean memory = false;
    Set<Resource> named = new HashSet<>();
    for (Fields item : container.objects(FIELD)) {
      boolean whole = item.requiredString("resourceName").isPresent();
      whole &= item.requiredString("restartPolicy").isPresent();
      Resource resource = item.choice("resourceName", Resource.cpu, Resource.values());
      Restart restart = item.choice("restartPolicy", Restart.NotRequired, Restart.values());
      item.end();
      if (whole && !named.add(resource)) {
        item.problem("resourceName", "duplicate value: \"" + resource + "\"");
      }
      if (restart == Restart.RestartContainer) {
        cpu |= resource == Resource.cpu;
        memory |= resource == Resource.memory;
        if (once) {
          item.problem("restartPolicy", "must be 'NotRequired' when `restartPolicy` is 'Never'");
        }
      }
    }
    return new ResizePolicy(cpu, memory);
  }
}
