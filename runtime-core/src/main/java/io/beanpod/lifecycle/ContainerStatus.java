package io.beanpod.lifecycle;

import io.beanpod.model.NextStart;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code v1.ContainerStatus} tells of one container: its id, how often it was started, its
 * state, and how it ended last.
 */
final class ContainerStatus {
  private final Clock clock;
  private int attempt = -1;
  private String id = "";
  private Instant startedAt = Instant.EPOCH;
  private ContainerState state = new ContainerState.Waiting("ContainerCreating", "");
  private Optional<ContainerState.Terminated> last = Optional.empty();
  private Optional<ContainerState.Terminated> lastButOne = Optional.empty();

  /** Of a container that waits for its first start. */
  ContainerStatus(Clock clock) {
    this.clock = clock;
  }

  /** Empty before the first start. */
  String id() {
    return id;
  }

  /** 0 for the first start, and before it. */
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

  /** Why it has never been started yet. */
  void waitsFor(String reason) {
    if (attempt < 0 && state instanceof ContainerState.Waiting) {
      state = new ContainerState.Waiting(reason, "");
    }
  }

  /** It is being started; how it looks does not change by it. */
  void starting(String newId) {
    attempt++;
    id = newId;
    startedAt = clock.now();
  }

  void running() {
    state = new ContainerState.Running(startedAt);
  }

  void waiting(String reason, String message) {
    state = new ContainerState.Waiting(reason, message);
  }

  /**
   * It has ended.
   *
   * @param again whether it will be started again: the end is the last one then, and not the state
   */
  void ended(int exitCode, int signal, String reason, String message, boolean again) {
    ContainerState.Terminated end =
        new ContainerState.Terminated(
            exitCode, signal, reason, message, startedAt, clock.now(), id);
    if (again) {
      lastButOne = last;
      last = Optional.of(end);
    } else {
      state = end;
    }
  }

  /**
   * It will be started again.
   *
   * @param reason why it ended
   * @param delay until then, in milliseconds
   * @param backOff how that is told, but for the time
   */
  void waitAgain(String reason, String message, long delay, String backOff) {
    if (reason.equals("CreateContainerError")) {
      waiting(reason, message);
    } else if (reason.equals("StartError") && delay == 0) {
      waiting("RunContainerError", message);
    } else {
      String next = NextStart.at(clock.now().plusMillis(delay));
      waiting("CrashLoopBackOff", backOff + next);
    }
  }

  /** Says more of an end, if it has come. */
  void lastWords(String ofId, String message) {
    if (state instanceof ContainerState.Terminated t && t.containerId().equals(ofId)) {
      state = t.withMessage(message);
    }
    if (last.isPresent() && last.get().containerId().equals(ofId)) {
      last = Optional.of(last.get().withMessage(message));
    }
  }

  /** There is no next start: what it waits with is no state any more, its end is. */
  void giveUp() {
    if (last.isPresent() && state instanceof ContainerState.Waiting) {
      state = last.get();
      last = lastButOne;
    }
  }

  /** An end that Kubernetes gives to a container of which nothing is known. */
  void lost() {
    if (state instanceof ContainerState.Waiting) {
      String message = "The container could not be located when the pod was terminated";
      ended(ContainerLife.KILLED, 0, "ContainerStatusUnknown", message, false);
    }
  }
}
