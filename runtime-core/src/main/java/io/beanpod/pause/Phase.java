package io.beanpod.pause;

import io.beanpod.model.RestartPolicy;
import java.util.List;

/**
 * {@code status.phase}, from the containers' states, by the kubelet's rules.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase">pod
 *     phase</a>
 */
enum Phase {
  Pending,
  Running,
  Succeeded,
  Failed;

  /**
   * The phase of a pod.
   *
   * @param stopping whether nothing will be started any more
   */
  static Phase of(List<ContainerView> containers, RestartPolicy policy, boolean stopping) {
    boolean anyAlive = false;
    boolean anyFailed = false;
    boolean anyWaitingFirst = false;
    for (ContainerView c : containers) {
      if (c.running()) {
        anyAlive = true;
      } else if (c.state() instanceof ContainerState.Terminated end) {
        boolean again = !stopping && Restarts.wanted(policy, end.exitCode());
        anyAlive |= again;
        anyFailed |= !again && end.exitCode() != 0;
      } else if (c.lastState().isPresent() && !stopping) {
        anyAlive = true; // it will be restarted
      } else {
        anyWaitingFirst = true;
      }
    }
    if (anyWaitingFirst && !stopping) {
      return Pending;
    }
    if (anyAlive) {
      return Running;
    }
    return anyFailed || anyWaitingFirst ? Failed : Succeeded;
  }
}
