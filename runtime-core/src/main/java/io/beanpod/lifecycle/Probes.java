package io.beanpod.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The probes of one container together: startup holds the two others back. */
final class Probes {
  private final List<ProbeLife> all = new ArrayList<>(3);

  /** Those of a plan, for a container that does not run yet. */
  Probes(LifecyclePlan plan) {
    add(ProbeKind.STARTUP, plan.startupProbe());
    add(ProbeKind.LIVENESS, plan.livenessProbe());
    add(ProbeKind.READINESS, plan.readinessProbe());
  }

  private void add(ProbeKind kind, Optional<ProbePlan> plan) {
    if (plan.isPresent()) {
      all.add(new ProbeLife(kind, plan.get()));
    }
  }

  /** Whether this is one of them: not one of the container's definition before. */
  boolean has(ProbeLife probe) {
    return all.contains(probe);
  }

  /** Whether the probe of that kind has succeeded; so has one that does not exist. */
  boolean succeeded(ProbeKind kind) {
    for (ProbeLife probe : all) {
      if (probe.kind() == kind) {
        return probe.result() == ProbeResult.SUCCESS;
      }
    }
    return true;
  }

  /** The container runs; see {@link ProbeLife#started}. */
  void started(String id, long startedAt) {
    for (ProbeLife probe : all) {
      probe.started(id, startedAt);
    }
    gate();
  }

  /** Opens the way for the others if the startup probe has succeeded. */
  void gate() {
    boolean open = succeeded(ProbeKind.STARTUP);
    for (ProbeLife probe : all) {
      probe.gate(open);
    }
  }

  /** The container has ended. */
  void ended() {
    for (ProbeLife probe : all) {
      probe.ended();
    }
  }

  /** The pod is going: readiness alone goes on. */
  void podTerminating() {
    for (ProbeLife probe : all) {
      probe.podTerminating();
    }
  }

  /** One that is due. */
  Optional<ProbeLife> due(long now) {
    for (ProbeLife probe : all) {
      if (probe.dueAt().orElse(Long.MAX_VALUE) <= now) {
        return Optional.of(probe);
      }
    }
    return Optional.empty();
  }

  /** When the next one is due, in monotonic milliseconds; {@link Long#MAX_VALUE}: none is. */
  long nextAt() {
    long next = Long.MAX_VALUE;
    for (ProbeLife probe : all) {
      next = Math.min(next, probe.dueAt().orElse(Long.MAX_VALUE));
    }
    return next;
  }
}
