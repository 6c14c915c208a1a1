package io.beanpod.lifecycle;

import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import io.beanpod.event.Reasons;

/** What is told of one container, in the kubelet's words. */
public final class ContainerEvents {
  private final String name;
  private final String pod;
  private final ContainerKind kind;
  private final EventSink sink;

  /**
   * Events of a container.
   *
   * @param pod as the kubelet writes it in messages: {@code web_default(UID)}
   */
  ContainerEvents(String name, String pod, ContainerKind kind, EventSink sink) {
    this.name = name;
    this.pod = pod;
    this.kind = kind;
    this.sink = sink;
  }

  /** Its image is there. */
  public void pulled(String image) {
    normal(
        Reasons.PULLED, "Container image \"" + familiar(image) + "\" already present on machine");
  }

  /** As people write it: the default registry goes without saying. */
  private static String familiar(String image) {
    for (String prefix : new String[] {"docker.io/library/", "docker.io/"}) {
      if (image.startsWith(prefix)) {
        return image.substring(prefix.length());
      }
    }
    return image;
  }

  /** Everything of it is made. */
  public void created() {
    normal(Reasons.CREATED, "Created container: " + name);
  }

  void started() {
    normal(Reasons.STARTED, "Started container " + name);
  }

  void failed(String message) {
    warning(Reasons.FAILED, "Error: " + message);
  }

  /** What a hook says may be a secret; events are for everyone. */
  void postStartFailed() {
    warning(Reasons.FAILED_POST_START_HOOK, "PostStartHook failed");
  }

  void preStopFailed() {
    warning(Reasons.FAILED_PRE_STOP_HOOK, "PreStopHook failed");
  }

  /** The kernel has killed a process of it for want of memory, be it the main one or another. */
  public void memoryKill(String message) {
    warning(Reasons.OOM_KILLING, message);
  }

  /** It has failed, and another process listens on a port that it declares. */
  public void portInUse(String message) {
    warning(Reasons.PORT_IN_USE, message);
  }

  void backOff() {
    warning(Reasons.BACK_OFF, "Back-off restarting failed container " + name + " in pod " + pod);
  }

  void killing(String why) {
    normal(Reasons.KILLING, why);
  }

  /** The words for {@link #killing} of one that is ended for a reason of its own. */
  String killed(String why, boolean again) {
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

  /** Its log can't be written, or can be again. */
  public void log(boolean good, String reason, String message) {
    sink.event(good ? EventType.Normal : EventType.Warning, reason, fieldPath(), message);
  }

  private void normal(String reason, String message) {
    sink.event(EventType.Normal, reason, fieldPath(), message);
  }

  private void warning(String reason, String message) {
    sink.event(EventType.Warning, reason, fieldPath(), message);
  }

  /** As events name the part of a pod: {@code spec.containers{web}}. */
  private String fieldPath() {
    String list =
        switch (kind) {
          case INIT, SIDECAR -> "spec.initContainers{";
          case MAIN -> "spec.containers{";
          case EPHEMERAL -> "spec.ephemeralContainers{";
        };
    return list + name + "}";
  }
}
