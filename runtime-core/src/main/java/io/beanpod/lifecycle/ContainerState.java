package io.beanpod.lifecycle;

import java.time.Instant;

/**
 * {@code status.containerStatuses[].state}: exactly one of the three.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodStatus">v1.ContainerState</a>
 */
public sealed interface ContainerState {

  /** Not running yet, or not running again yet. */
  record Waiting(String reason, String message) implements ContainerState {}

  /** Its process runs. */
  record Running(Instant startedAt) implements ContainerState {}

  /**
   * Its process has ended.
   *
   * @param exitCode 0-255; 128 + signal where a signal ended it
   * @param signal 0 where none did
   * @param containerId whose end it is, since a restart makes another container
   */
  record Terminated(
      int exitCode,
      int signal,
      String reason,
      String message,
      Instant startedAt,
      Instant finishedAt,
      String containerId)
      implements ContainerState {

    /** The same with another message. */
    public Terminated withMessage(String other) {
      return new Terminated(exitCode, signal, reason, other, startedAt, finishedAt, containerId);
    }
  }
}
