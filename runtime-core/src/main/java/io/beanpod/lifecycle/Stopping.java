package io.beanpod.lifecycle;

import java.util.Optional;

/**
 * How one container is brought to its end: preStop hook, its turn among the others, the stop
 * signal, SIGKILL. All of it within the grace period, from which the hook's time is taken.
 *
 * <p>Pure; times are monotonic milliseconds.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination">termination
 *     of pods</a>
 */
final class Stopping {
  /** What a hook or a wait that used up the grace period leaves to the application. */
  private static final long LEAST_MILLIS = 2000;

  /** What is to be done now, once. */
  enum Step {
    NONE,
    PRE_STOP,
    SIGNAL,
    KILL
  }

  private enum At {
    HOOK,
    TURN,
    SIGNALLED,
    KILLED
  }

  private At at;
  private boolean hookBegun;
  private boolean waited;
  private long endsAt;

  /**
   * Begins now.
   *
   * @param graceMillis 0: SIGKILL at once, and no hook
   */
  Stopping(long now, long graceMillis, boolean hasHook) {
    endsAt = now + graceMillis;
    at = hasHook && graceMillis > 0 ? At.HOOK : At.TURN;
  }

  /** Another request: the end may come earlier by it, never later. */
  void shorten(long now, long graceMillis) {
    endsAt = Math.min(endsAt, now + graceMillis);
    if (graceMillis == 0 && at != At.KILLED) {
      at = At.SIGNALLED; // no hook and no signal any more
    }
  }

  /** Its preStop hook has succeeded or failed. */
  void hookEnded() {
    if (at == At.HOOK) {
      at = At.TURN;
      waited = true;
    }
  }

  /**
   * The next thing to do.
   *
   * @param turn whether those that have to end before it have ended
   */
  Step next(long now, boolean turn) {
    if (at == At.HOOK) {
      if (!hookBegun) {
        hookBegun = true;
        return Step.PRE_STOP;
      }
      if (now < endsAt) {
        return Step.NONE;
      }
      at = At.TURN; // the hook goes on, the container does not
      waited = true;
    }
    if (at == At.TURN) {
      if (!turn && now < endsAt) {
        waited = true;
        return Step.NONE;
      }
      if (now < endsAt || waited) {
        at = At.SIGNALLED;
        endsAt = waited ? Math.max(endsAt, now + LEAST_MILLIS) : endsAt;
        return Step.SIGNAL;
      }
      at = At.SIGNALLED;
    }
    if (at == At.SIGNALLED && now >= endsAt) {
      at = At.KILLED;
      return Step.KILL;
    }
    return Step.NONE;
  }

  /** When {@link #next} has to be asked at the latest. */
  Optional<Long> dueAt() {
    return at == At.KILLED ? Optional.empty() : Optional.of(endsAt);
  }
}
