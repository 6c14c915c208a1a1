package io.beanpod.pause;

import io.beanpod.model.RestartPolicy;
import io.beanpod.pod.BackOff;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of one container over all its restarts: its state, how it ended last, and when it is
 * due again.
 *
 * <p>Pure: it is told what happened, and touches no process, file or thread.
 */
final class ContainerLife {
  private static final int START_ERROR = 128; // the exit code that containerd reports for it
  static final int KILLED = 137;

  private final String name;
  private final RestartPolicy policy;
  private final BackOff backOff;
  private final Clock clock;

  private int attempt = -1;
  private String id = "";
  private ContainerState state = new ContainerState.Waiting("ContainerCreating", "");
  private Optional<ContainerState.Terminated> last = Optional.empty();
  private Instant startedAt = Instant.EPOCH;
  private long startedMillis;
  private long nextStart;

  /** A container that is due for its first start. */
  ContainerLife(String name, RestartPolicy policy, BackOff backOff, Clock clock) {
    this.name = name;
    this.policy = policy;
    this.backOff = backOff;
    this.clock = clock;
    nextStart = clock.monotonicMillis();
  }

  /** The container's id; empty before the first start. */
  String id() {
    return id;
  }

  /** Which start this is: 0 for the first, and before it. */
  int attempt() {
    return Math.max(0, attempt);
  }

  ContainerState state() {
    return state;
  }

  /** How the start before this one ended. */
  Optional<ContainerState.Terminated> last() {
    return last;
  }

  /**
   * When it is to be started, in monotonic milliseconds; empty if it runs or has ended for good.
   */
  Optional<Long> dueAt() {
    return state instanceof ContainerState.Waiting ? Optional.of(nextStart) : Optional.empty();
  }

  /** Why its process could not be started; empty if it could. */
  Optional<String> startFailure() {
    if (state instanceof ContainerState.Waiting w) {
      return last.isPresent() ? Optional.of(w.message()) : Optional.empty();
    }
    return state instanceof ContainerState.Terminated t && t.exitCode() == START_ERROR
        ? Optional.of(t.message())
        : Optional.empty();
  }

  /** It is being started, as a container of its own. */
  void starting(String newId) {
    attempt++;
    id = newId;
    startedAt = clock.now();
    startedMillis = clock.monotonicMillis();
  }

  /** Its command has been executed. */
  void running() {
    state = new ContainerState.Running(startedAt);
  }

  /**
   * There is no process.
   *
   * @param message not empty
   */
  void notStarted(String reason, String message) {
    ended(START_ERROR, 0, reason, message);
  }

  /**
   * Its process has ended.
   *
   * @param signal 0 if it exited by itself
   * @param outOfMemory whether the kernel killed a process of its cgroup for want of memory
   * @param message what else is to be said; mostly empty
   */
  void exited(int exitCode, int signal, boolean outOfMemory, String message) {
    if (exitCode == KILLED && outOfMemory) {
      ended(exitCode, signal, "OOMKilled", message);
    } else {
      ended(exitCode, signal, exitCode == 0 ? "Completed" : "Error", message);
    }
  }

  private void ended(int code, int signal, String reason, String message) {
    ContainerState.Terminated end =
        new ContainerState.Terminated(code, signal, reason, message, startedAt, clock.now(), id);
    if (!Restarts.wanted(policy, code)) {
      state = end;
      return;
    }
    last = Optional.of(end);
    long now = clock.monotonicMillis();
    long delay = backOff.afterExit(now - startedMillis);
    nextStart = now + delay;
    if (message.isEmpty()) {
      String wait = "back-off " + delay / 1000 + "s restarting failed container=" + name;
      state = new ContainerState.Waiting("CrashLoopBackOff", wait);
    } else {
      state = new ContainerState.Waiting(reason, message);
    }
  }

  /** There is no next start: what ended last is the state. */
  void giveUp() {
    if (state instanceof ContainerState.Waiting) {
      state =
          last.isPresent()
              ? last.get()
              : new ContainerState.Terminated(
                  KILLED, 0, "ContainerStatusUnknown", "never started", startedAt, clock.now(), id);
    }
  }
}
