package io.beanpod.lifecycle;

import java.util.OptionalLong;

/**
 * One probe of one container, over all its restarts: when it is due, and what its outcomes amount
 * to. The rules are those of the kubelet's {@code prober/worker.go}:
 *
 * <ul>
 *   <li>Before the first conclusion a readiness probe says failure, a liveness probe success, a
 *       startup probe nothing.
 *   <li>A conclusion needs {@code failureThreshold} failures or {@code successThreshold} successes
 *       in a row; fewer leave the result as it is. A probe that went wrong itself is as if it had
 *       not been.
 *   <li>A container that has failed its liveness or startup probe is not asked again: it is about
 *       to be stopped, and the next one is asked.
 *   <li>Until a container is started ({@link #gate}) only its startup probe runs, afterwards only
 *       the two others.
 *   <li>A pod that is being stopped gets no liveness and startup probes any more, so that nothing
 *       disturbs its shutdown; readiness goes on.
 * </ul>
 *
 * <p>Other than the kubelet, whose workers tick at their own pace, the first probe comes exactly
 * {@code initialDelaySeconds} after the start; and each container begins to count at zero.
 *
 * <p>All times are monotonic milliseconds of one clock, which is the caller's. Not thread-safe.
 */
public final class ProbeLife {
  private final ProbeKind kind;
  private final ProbePlan plan;
  private final ProbeResult initial;

  private ProbeResult result;
  private String containerId = "";
  private boolean alive;
  private boolean started;
  private boolean inFlight;
  private boolean onHold;
  private boolean stopped;
  private long due;
  private boolean lastGood;
  private int run;

  /** The probe of a container that does not run yet. */
  public ProbeLife(ProbeKind kind, ProbePlan plan) {
    this.kind = kind;
    this.plan = plan;
    this.initial =
        switch (kind) {
          case STARTUP -> ProbeResult.UNKNOWN;
          case LIVENESS -> ProbeResult.SUCCESS;
          case READINESS -> ProbeResult.FAILURE;
        };
    this.result = initial;
  }

  /** Which probe this is. */
  public ProbeKind kind() {
    return kind;
  }

  /** What it does, and how often. */
  public ProbePlan plan() {
    return plan;
  }

  /**
   * A container runs. With an id that is new, all that is known of the one before is forgotten, and
   * the gate is closed; with the same id nothing changes.
   *
   * @param startedAt when it was started; {@code initialDelaySeconds} count from here
   */
  public void started(String id, long startedAt) {
    if (id.equals(containerId)) {
      return;
    }
    containerId = id;
    alive = true;
    started = false;
    inFlight = false;
    onHold = false;
    run = 0;
    result = initial;
    due = startedAt + plan.initialDelaySeconds() * 1000L;
  }

  /** The container has ended: no probe finds it well. */
  public void ended() {
    alive = false;
    inFlight = false;
    if (!stopped) {
      result = ProbeResult.FAILURE;
    }
  }

  /**
   * The pod is being stopped. A liveness or startup probe ends with success, unless it is why its
   * container is being stopped already.
   */
  public void podTerminating() {
    if (kind == ProbeKind.READINESS || stopped) {
      return;
    }
    stopped = true;
    inFlight = false;
    if (alive && !onHold) {
      result = ProbeResult.SUCCESS;
    }
  }

  /**
   * Whether the container counts as started: its startup probe has succeeded, or it runs and has
   * none. To be said after each {@link #started}.
   */
  public void gate(boolean open) {
    started = open;
  }

  /**
   * When the next probe is to be {@link #launched}, possibly in the past; empty: none is, before
   * something else happens.
   */
  public OptionalLong dueAt() {
    boolean wanted =
        alive && !inFlight && !onHold && !stopped && started != (kind == ProbeKind.STARTUP);
    return wanted ? OptionalLong.of(due) : OptionalLong.empty();
  }

  /** A probe begins. The next one follows a period later, or at once if this one takes longer. */
  public void launched(long now) {
    inFlight = true;
    due = now + plan.periodSeconds() * 1000L;
  }

  /**
   * A probe has ended.
   *
   * @param id of the container that was probed: what comes late, from one that is no more, is
   *     ignored
   * @return whether {@link #result} has changed
   */
  public boolean outcome(String id, ProbeOutcome outcome) {
    if (!inFlight || !id.equals(containerId)) {
      return false;
    }
    inFlight = false;
    if (outcome.verdict() == ProbeOutcome.Verdict.UNKNOWN) {
      return false;
    }
    boolean good = outcome.verdict() != ProbeOutcome.Verdict.FAILURE;
    run = run > 0 && good == lastGood ? Math.min(run, Integer.MAX_VALUE - 1) + 1 : 1;
    lastGood = good;
    if (run < (good ? plan.successThreshold() : plan.failureThreshold())) {
      return false;
    }
    onHold = !good && kind != ProbeKind.READINESS;
    ProbeResult before = result;
    result = good ? ProbeResult.SUCCESS : ProbeResult.FAILURE;
    return result != before;
  }

  /** What the probe says of the container now. */
  public ProbeResult result() {
    return result;
  }
}
