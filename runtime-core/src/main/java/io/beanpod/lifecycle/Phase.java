package io.beanpod.lifecycle;

import java.util.List;

/**
 * {@code status.phase}, from the containers' states, by the kubelet's rules.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase">pod
 *     phase</a>
 */
public enum Phase {
  Pending,
  Running,
  Succeeded,
  Failed;

  /** Whether the pod has come to its end. */
  public boolean ended() {
    return this == Succeeded || this == Failed;
  }

  /**
   * {@code getPhase} of the kubelet: what the states amount to, whether or not something still has
   * to be stopped.
   */
  static Phase of(PodLife pod) {
    if (pod.initFailed()) {
      return Failed;
    }
    if (!pod.initialized()) {
      return pod.stopping() && pod.finished() ? Failed : Pending;
    }
    return ofInitialized(pod.containers());
  }

  private static Phase ofInitialized(List<ContainerLife> containers) {
    boolean anyFailed = false;
    boolean anyActive = false;
    for (ContainerLife c : containers) {
      if (c.kind() == ContainerKind.SIDECAR) {
        anyActive |= c.alive(); // while it runs, the pod does
      } else if (c.kind() == ContainerKind.MAIN) {
        if (c.state() instanceof ContainerState.Waiting && c.last().isEmpty()) {
          return Pending; // not started yet, or its postStart hook goes before
        }
        anyFailed |= c.failed();
        anyActive |= !(c.state() instanceof ContainerState.Terminated);
      }
    }
    if (anyActive) {
      return Running;
    }
    return anyFailed ? Failed : Succeeded;
  }
}
