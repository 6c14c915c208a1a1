package io.beanpod.lifecycle;

import io.beanpod.model.RestartPolicy;
import java.util.List;
import java.util.Optional;

/**
 * How a container lives: what the pause needs beside the process itself.
 *
 * @param kind which part it plays
 * @param restartPolicy its own, else the pod's; that of an init container is never Always, that of
 *     a sidecar always is, that of an ephemeral container is Never
 * @param restartRules come before the policy; empty: the policy alone
 * @param stopSignal number of the signal that asks it to end; SIGTERM unless said otherwise
 * @param terminationMessagePath absolute path in the container
 * @param fallbackToLogs {@code terminationMessagePolicy: FallbackToLogsOnError}
 * @param stdin whether it has a standard input that can be attached to
 * @param stdinOnce whether that input ends when the first who attached leaves
 * @param tty whether its standard streams are a terminal
 * @param target {@code targetContainerName}: whose PID namespace an ephemeral container lives in
 */
public record LifecyclePlan(
    ContainerKind kind,
    RestartPolicy restartPolicy,
    List<RestartRule> restartRules,
    Optional<ProbePlan> startupProbe,
    Optional<ProbePlan> livenessProbe,
    Optional<ProbePlan> readinessProbe,
    Optional<Handler> postStart,
    Optional<Handler> preStop,
    int stopSignal,
    String terminationMessagePath,
    boolean fallbackToLogs,
    boolean stdin,
    boolean stdinOnce,
    boolean tty,
    Optional<String> target) {
  private static final int SIGTERM = 15;

  /** Whether one that ended with that status is started again. */
  boolean restarts(int exitCode) {
    for (RestartRule rule : restartRules) {
      if (rule.matches(exitCode)) {
        return true;
      }
    }
    return restartPolicy == RestartPolicy.Always
        || (restartPolicy == RestartPolicy.OnFailure && exitCode != 0);
  }

  /** A container without any wishes. */
  public static LifecyclePlan plain(ContainerKind kind, RestartPolicy policy) {
    return new LifecyclePlan(
        kind,
        policy,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        SIGTERM,
        "/dev/termination-log",
        false,
        false,
        false,
        false,
        Optional.empty());
  }
}
