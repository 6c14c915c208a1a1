package io.beanpod.model;

import java.util.Optional;

/**
 * A limit or request of a container: {@code v1.ResourceFieldSelector}.
 *
 * @param path of its own in the manifest, for messages
 * @param containerName empty: the container whose variable it is
 * @param resource {@code limits.cpu}, {@code requests.hugepages-2Mi}
 * @param divisor above zero; the value is divided by it and rounded up
 */
public record ResourceFieldSelector(
    String path, String containerName, String resource, Quantity divisor) implements EnvVarSource {
  private static final String[] RESOURCES = {
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory"
  };
  private static final String CPU_DIVISORS = "1m, 1";
  private static final String BYTE_DIVISORS =
      "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";

  /** Whether it is a limit, and not a request. */
  public boolean limit() {
    return resource.startsWith("limits.");
  }

  /** {@code cpu}, {@code memory}, {@code hugepages-2Mi}. */
  public String name() {
    return resource.substring(resource.indexOf('.') + 1);
  }

  static ResourceFieldSelector decode(Fields fields, boolean inVolume) {
    String container = fields.string("containerName").orElse("");
    if (container.isEmpty() && inVolume) {
      fields.problem("containerName", "missing or empty, but required in a volume");
    }
    String resource = fields.requiredString("resource").orElse("");
    Quantity divisor = fields.quantity("divisor").orElse(Quantity.parse("0"));
    ResourceFieldSelector selector =
        new ResourceFieldSelector(
            fields.path(),
            container,
            resource,
            divisor.signum() == 0 ? Quantity.parse("1") : divisor);
    if (!resource.isEmpty()) {
      selector.check(fields);
    }
    fields.end();
    return selector;
  }

  private void check(Fields fields) {
    if (!isKnown()) {
      fields.problem(
          "resource",
          "\""
              + resource
              + "\" is not supported; use "
              + String.join(", ", RESOURCES)
              + ", limits.hugepages-SIZE or requests.hugepages-SIZE");
      return;
    }
    String allowed = name().equals("cpu") ? CPU_DIVISORS : BYTE_DIVISORS;
    if (!(", " + allowed + ",").contains(", " + divisor + ",")) {
      fields.problem(
          "divisor",
          "\"" + divisor + "\" is not valid: " + name() + " may be divided by " + allowed);
    }
  }

  private boolean isKnown() {
    for (String each : RESOURCES) {
      if (each.equals(resource)) {
        return true;
      }
    }
    return resource.startsWith("limits.hugepages-") || resource.startsWith("requests.hugepages-");
  }

  /** The container that it is about; empty where the pod has none of that name. */
  public Optional<Container> container(PodSpec spec, Container own) {
    return containerName.isEmpty() ? Optional.of(own) : container(spec);
  }

  /** As {@link #container(PodSpec, Container)}, in a volume. */
  public Optional<Container> container(PodSpec spec) {
    for (Container each : spec.initAndMainContainers()) {
      if (each.name().equals(containerName)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Adds a problem unless the pod has its container: upstream, it would never start. */
  void checkContainer(Fields spec, PodSpec pod) {
    if (!containerName.isEmpty() && container(pod).isEmpty()) {
      spec.problem(
          path.substring(spec.path().length() + 1) + ".containerName",
          "\"" + containerName + "\" is none of the pod's containers and init containers");
    }
  }
}
