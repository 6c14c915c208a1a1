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

  static Phase of(PodLife pod) {
    if (pod.initFailed()) {
      return Failed;
    }
    if (!pod.initialized()) {
      return pod.stopping() && pod.finished() ? Failed : Pending;
    }
    return ofMain(pod.containers(), pod.stopping());
  }

  private static Phase ofMain(List<ContainerLife> containers, boolean stopping) {
    boolean anyFailed = false;
    boolean anyAlive = false;
    for (ContainerLife c : containers) {
      if (c.kind() != ContainerKind.MAIN) {
        continue;
      }
      if (c.state() instanceof ContainerState.Terminated end) {
        anyFailed |= end.exitCode() != 0;
      } else if (c.alive() || c.last().isPresent()) {
        anyAlive = true; // it runs, or will be restarted
      } else if (!stopping) {
        return Pending;
      }
      if (c.settling() && c.last().isEmpty() && !stopping) {
        return Pending; // its postStart hook goes before
      }
    }
    if (anyAlive) {
      return Running;
    }
    return anyFailed ? Failed : Succeeded;
  }
}
