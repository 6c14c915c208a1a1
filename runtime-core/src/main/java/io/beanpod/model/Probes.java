package io.beanpod.model;

import java.util.List;
import java.util.Optional;

/** A container's probes. */
public record Probes(Optional<Probe> startup, Optional<Probe> liveness, Optional<Probe> readiness) {
  static final Probes NONE = new Probes(Optional.empty(), Optional.empty(), Optional.empty());

  static final String[] FIELDS = {"startupProbe", "livenessProbe", "readinessProbe"};

  static Probes decode(Fields container, List<ContainerPort> ports) {
    boolean any = false;
    for (String field : FIELDS) {
      any |= container.has(field);
    }
    return any
        ? new Probes(
            Probe.decode(container, FIELDS[0], ports),
            Probe.decode(container, FIELDS[1], ports),
            Probe.decode(container, FIELDS[2], ports))
        : NONE;
  }
}
