package io.beanpod.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a pod is to be, defaults filled in.
 *
 * @param containers at least one, with unique names
 * @param terminationGracePeriodSeconds 0 or more, 30 by default
 * @param hostname an RFC 1123 label; empty means the pod's name
 * @param shareProcessNamespace never together with hostPID
 */
public record PodSpec(
    List<Container> containers,
    RestartPolicy restartPolicy,
    long terminationGracePeriodSeconds,
    Optional<String> hostname,
    boolean hostNetwork,
    boolean hostPID,
    boolean hostIPC,
    boolean shareProcessNamespace) {

  public PodSpec {
    containers = List.copyOf(containers);
  }

  /** Every container, in the order in which they start. */
  public List<Container> allContainers() {
    return containers;
  }

  static PodSpec decode(Fields fields, Node node) {
    boolean hostNetwork = fields.bool("hostNetwork");
    PodSpec spec =
        new PodSpec(
            containers(fields, hostNetwork),
            fields.choice("restartPolicy", RestartPolicy.Always, RestartPolicy.values()),
            fields
                .integer("terminationGracePeriodSeconds", 0, Long.MAX_VALUE)
                .orElse(Defaults.TERMINATION_GRACE_PERIOD_SECONDS),
            hostname(fields),
            hostNetwork,
            fields.bool("hostPID"),
            fields.bool("hostIPC"),
            fields.bool("shareProcessNamespace"));
    if (spec.hostPID && spec.shareProcessNamespace) {
      fields.problem("shareProcessNamespace", "cannot be true together with hostPID: true");
    }
    Placement.check(fields, node);
    Unbuilt.refuseInPodSpec(fields);
    fields.end();
    return spec;
  }

  private static List<Container> containers(Fields fields, boolean hostNetwork) {
    List<Container> containers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields item : fields.objects("containers")) {
      Container container = Container.decode(item, hostNetwork);
      if (!container.name().isEmpty() && !names.add(container.name())) {
        item.problem("name", "duplicate container name \"" + container.name() + "\"");
      }
      containers.add(container);
    }
    if (containers.isEmpty()) {
      fields.problem("containers", "required: at least one container");
    }
    return containers;
  }

  private static Optional<String> hostname(Fields fields) {
    Optional<String> hostname = fields.string("hostname");
    if (hostname.isEmpty() || hostname.get().isEmpty()) {
      return Optional.empty();
    }
    fields.check("hostname", hostname.get(), Names.label(hostname.get()));
    return hostname;
  }
}
