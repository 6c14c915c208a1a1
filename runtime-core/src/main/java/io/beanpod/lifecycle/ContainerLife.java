package io.beanpod.lifecycle;

import io.beanpod.event.EventSink;
import io.beanpod.model.RestartPolicy;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What becomes of one container over all its restarts: its state, how it ended last, whether it is
 * ready, and what is to be done with it next.
 *
 * <p>Pure: it is told what happened, and touches no process, file or thread.
 */
public final class ContainerLife {
  /** Exit status of a process that SIGKILL ended. */
  public static final int KILLED = 137;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int START_ERROR = 128; // the exit code that containerd reports for it

  private final String name;
  private final String pod;
  private final Clock clock;
  private final ContainerEvents events;
  private final ContainerStatus status;

  private LifecyclePlan plan;
  private BackOff backOff;
  private Probes probes;
  private Optional<String> startFailure = Optional.empty();
  private Optional<Stopping> stopping = Optional.empty();
  private long startedMillis;
  private long nextStart;
  private boolean alive;
  private boolean settled;
  private boolean restartAnyway;
  private boolean atOnce;
  private boolean givenUp;

  /**
   * A container that is due for its first start.
   *
   * @param pod as the kubelet writes it in messages: {@code web_default(UID)}
   */
  public ContainerLife(
      String name, String pod, LifecyclePlan plan, BackOff backOff, Clock clock, EventSink events) {
    this.name = name;
    this.pod = pod;
    this.plan = plan;
    this.backOff = backOff;
    this.clock = clock;
    this.events = new ContainerEvents(name, pod, plan.kind(), events);
    status = new ContainerStatus(clock);
    probes = new Probes(plan);
    nextStart = clock.monotonicMillis();
  }

  public String name() {
    return name;
  }

  /** What is told of it. */
  public ContainerEvents events() {
    return events;
  }

  public LifecyclePlan plan() {
    return plan;
  }

  public ContainerKind kind() {
    return plan.kind();
  }

  /** The container's id; empty before the first start. */
  public String id() {
    return status.id();
  }

  /** Which start this is: 0 for the first, and before it. */
  public int attempt() {
    return status.attempt();
  }

  public ContainerState state() {
    return status.state();
  }

  /** How the start before this one ended. */
  public Optional<ContainerState.Terminated> last() {
    return status.last();
  }

  /** When its latest start was, in monotonic milliseconds. */
  public long startedMillis() {
    return startedMillis;
  }

  /** Whether there can be another start after this one. */
  public boolean mayRestart() {
    boolean once = plan.restartPolicy() == RestartPolicy.Never && plan.restartRules().isEmpty();
    return !givenUp && !once;
  }

  /** Whether it has a process. */
  public boolean alive() {
    return alive;
  }

  /** Whether it is being brought to its end: for the pod's, a probe's or a resize's sake. */
  public boolean ending() {
    return stopping.isPresent();
  }

  /** Whether its postStart hook is being waited for. */
  boolean settling() {
    return alive && !settled;
  }

  /** {@code started}: it runs, and its startup probe has succeeded. */
  public boolean started() {
    return alive && settled && probes.succeeded(ProbeKind.STARTUP);
  }

  /** {@code ready}: for an init container, that it is done. */
  public boolean ready() {
    if (kind() == ContainerKind.INIT) {
      return succeeded();
    }
    return kind() != ContainerKind.EPHEMERAL && started() && probes.succeeded(ProbeKind.READINESS);
  }

  /** Whether it will never run again. */
  public boolean over() {
    return state() instanceof ContainerState.Terminated || (givenUp && !alive);
  }

  /** Whether it ended for good with exit status 0. */
  boolean succeeded() {
    return state() instanceof ContainerState.Terminated end && end.exitCode() == 0;
  }

  /** Whether it ended for good with another one. */
  boolean failed() {
    return state() instanceof ContainerState.Terminated end && end.exitCode() != 0;
  }

  /** When its start is due, in monotonic milliseconds; empty if it runs or has ended for good. */
  public Optional<Long> dueAt() {
    return alive || over() ? Optional.empty() : Optional.of(nextStart);
  }

  /** What it is to read is missing: this was no start, and there is none before {@link #retry}. */
  public void notConfigured(String message) {
    events.failed(message);
    status.waiting("CreateContainerConfigError", message);
    nextStart = NEVER;
  }

  /** The same, but it is tried again by itself. */
  public void notConfigured(String message, long retryMillis) {
    notConfigured(message);
    nextStart = clock.monotonicMillis() + retryMillis;
  }

  /** What was missing may be there now. */
  public void retry() {
    nextStart = nextStart == NEVER ? clock.monotonicMillis() : nextStart;
  }

  /** Why its process could not be started; empty if it could. */
  public Optional<String> startFailure() {
    return startFailure;
  }

  /** Says why it does not run yet: {@code PodInitializing}, {@code ContainerCreating}. */
  void waitsFor(String reason) {
    status.waitsFor(reason);
  }

  /** It is being started, as a container of its own. */
  public void starting(String newId) {
    status.starting(newId);
    startedMillis = clock.monotonicMillis();
    restartAnyway = false;
    atOnce = false;
    stopping = Optional.empty();
  }

  /** Its command has been executed. */
  public void running() {
    events.started();
    alive = true;
    startFailure = Optional.empty();
    settled = plan.postStart().isEmpty();
    if (settled) {
      settle();
    }
  }

  private void settle() {
    settled = true;
    status.running();
    probes.started(id(), startedMillis);
  }

  /**
   * Its postStart hook has come to its end.
   *
   * @param failure empty if it succeeded
   */
  void postStartEnded(String ofId, Optional<String> failure, long graceMillis) {
    if (!ofId.equals(id()) || !settling()) {
      return; // of a process that is gone
    }
    if (failure.isEmpty()) {
      settle();
      return;
    }
    events.postStartFailed();
    Handler hook = plan.postStart().orElseThrow();
    String message = Texts.hookFailed(hook, name, pod, failure.get());
    status.waiting("PostStartHookError", message);
    if (stopping.isEmpty()) {
      stop(graceMillis, "FailedPostStartHook");
    }
  }

  /** Its preStop hook has come to its end. */
  void preStopEnded(String ofId, Optional<String> failure) {
    if (ofId.equals(id()) && stopping.isPresent()) {
      stopping.get().hookEnded();
      if (failure.isPresent()) {
        events.preStopFailed();
      }
    }
  }

  /**
   * There is no process.
   *
   * @param message not empty
   */
  public void notStarted(String reason, String message) {
    events.failed(message);
    startFailure = Optional.of(message);
    ended(START_ERROR, 0, reason, message);
  }

  /**
   * Its process has ended.
   *
   * @param signal 0 if it exited by itself
   * @param outOfMemory whether the kernel killed a process of its cgroup for want of memory
   * @param message what else is to be said; mostly empty
   */
  public void exited(int exitCode, int signal, boolean outOfMemory, String message) {
    alive = false;
    probes.ended();
    String reason = exitCode == 0 ? "Completed" : "Error";
    ended(exitCode, signal, exitCode == KILLED && outOfMemory ? "OOMKilled" : reason, message);
  }

  private void ended(int code, int signal, String reason, String message) {
    stopping = Optional.empty();
    boolean again = !givenUp && (restartAnyway || plan.restarts(code));
    String ended = reason.equals("CreateContainerError") ? "ContainerCannotRun" : reason;
    status.ended(code, signal, ended, message, again);
    if (!again) {
      return;
    }
    long now = clock.monotonicMillis();
    long delay = atOnce ? 0 : backOff.afterExit(now - startedMillis);
    nextStart = now + delay;
    if (delay > 0) {
      events.backOff();
    }
    status.waitAgain(reason, message, delay, Texts.backOff(delay, name, pod));
  }

  /** Says more of its end, which has to have come. */
  public void lastWords(String ofId, String message) {
    status.lastWords(ofId, message);
  }

  /**
   * It is to be another one from now on: a process that runs is ended and its like started,
   * whatever the restart policy says. Only an init container that runs is left to its work.
   */
  public void become(LifecyclePlan newPlan, BackOff newBackOff, long graceMillis) {
    if (givenUp) {
      return;
    }
    plan = newPlan;
    backOff = newBackOff;
    if (!alive) {
      probes = new Probes(newPlan);
      nextStart = clock.monotonicMillis();
    } else if (kind() != ContainerKind.INIT) {
      probes = new Probes(newPlan);
      restartAnyway = true;
      stop(graceMillis, events.killed("definition changed", true));
    }
  }

  /**
   * Ends it, so that it is started again with other resources: at once, since it has not failed. If
   * it is being ended already, it will be started again as its policy says.
   */
  public void resize(long graceMillis) {
    if (alive && !givenUp && stopping.isEmpty()) {
      restartAnyway = true;
      atOnce = true;
      stop(graceMillis, "Container " + name + " resize requires restart");
    }
  }

  /** Its restarts wait as this one says from now on. */
  public void backOff(BackOff other) {
    backOff = other;
  }

  /** Begins to bring it to its end, if it is alive; or brings that nearer. */
  void stop(long graceMillis, String why) {
    if (!alive) {
      return;
    }
    long now = clock.monotonicMillis();
    if (stopping.isPresent()) {
      stopping.get().shorten(now, graceMillis);
      return;
    }
    events.killing(why);
    stopping = Optional.of(new Stopping(now, graceMillis, plan.preStop().isPresent()));
  }

  /** The pod is going: nothing is started or asked any more, but whether it is ready. */
  void podStops() {
    givenUp = true;
    probes.podTerminating();
  }

  /** There is no next start: what ended last is the state. */
  void giveUp() {
    givenUp = true;
    if (!alive) {
      status.giveUp();
    }
  }

  /** The pod is over, and this one may never have started. */
  void lost() {
    status.lost();
  }

  /** What its end demands now. */
  Stopping.Step stopStep(boolean turn) {
    return stopping.isPresent()
        ? stopping.get().next(clock.monotonicMillis(), turn)
        : Stopping.Step.NONE;
  }

  /** A probe that is due now. */
  Optional<ProbeLife> dueProbe() {
    return probes.due(clock.monotonicMillis());
  }

  /**
   * A probe has come to its end.
   *
   * @param ofId the container that was probed
   * @return whether the status is another one by it
   */
  boolean probed(ProbeLife probe, String ofId, ProbeOutcome outcome, long podGraceMillis) {
    if (!probes.has(probe) || !ofId.equals(id()) || !alive) {
      return false;
    }
    events.probed(probe.kind(), outcome);
    boolean changed = probe.outcome(ofId, outcome);
    probes.gate();
    if (changed
        && probe.kind() != ProbeKind.READINESS
        && probe.result() == ProbeResult.FAILURE
        && stopping.isEmpty()) {
      fail(probe, podGraceMillis);
    }
    return changed;
  }

  private void fail(ProbeLife probe, long podGraceMillis) {
    String word = probe.kind() == ProbeKind.LIVENESS ? "liveness" : "startup";
    restartAnyway = plan.restartPolicy() != RestartPolicy.Never;
    OptionalLong own = probe.plan().graceSeconds();
    long grace = own.isPresent() ? own.getAsLong() * 1000 : podGraceMillis;
    stop(grace, events.killed("failed " + word + " probe", restartAnyway));
  }

  /** When it has to be looked at again because of time alone; its next start not counted. */
  Optional<Long> nextAt() {
    long next =
        stopping.isPresent() ? stopping.get().dueAt().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
    next = Math.min(next, probes.nextAt());
    return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(next);
  }
}
