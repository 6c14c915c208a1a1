package io.beanpod.lifecycle;

import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import io.beanpod.event.Reasons;

/** What becomes of one container, as events in the kubelet's words. */
final class ContainerEvents {
  private final String name;
  private final String pod;
  private final ContainerKind kind;
  private final EventSink events;

  /**
   * Those of a container.
   *
   * @param pod as the kubelet writes it in messages: {@code web_default(UID)}
   */
  ContainerEvents(String name, String pod, ContainerKind kind, EventSink events) {
    this.name = name;
    this.pod = pod;
    this.kind = kind;
    this.events = events;
  }

  void started() {
    normal(Reasons.STARTED, "Started container " + name);
  }

  void notStarted(String message) {
    warning(Reasons.FAILED, "Error: " + message);
  }

  void backOff() {
    warning(Reasons.BACK_OFF, "Back-off restarting failed container " + name + " in pod " + pod);
  }

  /** What a hook says may be a secret; events are for everyone. */
  void postStartFailed() {
    warning(Reasons.FAILED_POST_START_HOOK, "PostStartHook failed");
  }

  void preStopFailed() {
    warning(Reasons.FAILED_PRE_STOP_HOOK, "PreStopHook failed");
  }

  void killing(String why) {
    normal(Reasons.KILLING, why);
  }

  /** Why it is stopped, for {@link #killing}. */
  String because(String why, boolean again) {
    if (kind == ContainerKind.SIDECAR) {
      return "Init container " + name + " " + why;
    }
    return "Container " + name + " " + why + (again ? ", will be restarted" : "");
  }

  void probed(ProbeKind probe, ProbeOutcome outcome) {
    switch (outcome.verdict()) {
      case SUCCESS:
        break;
      case WARNING:
        warning(Reasons.PROBE_WARNING, probe.word() + " probe warning: " + outcome.output());
        break;
      case FAILURE:
        warning(Reasons.UNHEALTHY, probe.word() + " probe failed: " + outcome.output());
        break;
      case UNKNOWN:
        warning(
            Reasons.UNHEALTHY,
            probe.word() + " probe errored and resulted in unknown state: " + outcome.output());
        break;
    }
  }

  private void normal(String reason, String message) {
    events.event(EventType.Normal, reason, fieldPath(), message);
  }

  private void warning(String reason, String message) {
    events.event(EventType.Warning, reason, fieldPath(), message);
  }

  /** As events name the part of a pod: {@code spec.containers{web}}. */
  String fieldPath() {
    String list =
        switch (kind) {
          case INIT, SIDECAR -> "spec.initContainers{";
          case MAIN -> "spec.containers{";
          case EPHEMERAL -> "spec.ephemeralContainers{";
        };
    return list + name + "}";
  }
}
