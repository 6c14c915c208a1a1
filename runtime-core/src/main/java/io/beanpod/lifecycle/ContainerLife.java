package io.beanpod.lifecycle;

import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import io.beanpod.event.Reasons;
import io.beanpod.model.RestartPolicy;
import io.beanpod.model.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** In the message of a container that waits for its next start, before when that is. */
  public static final String NEXT_START = ", next start at ";

  private static final int START_ERROR = 128; // the exit code that containerd reports for it
  private static final ContainerState CREATING =
      new ContainerState.Waiting("ContainerCreating", "");

  private final String name;
  private final String pod;
  private final Clock clock;
  private final EventSink events;

  private LifecyclePlan plan;
  private BackOff backOff;
  private List<ProbeLife> probes;
  private int attempt = -1;
  private String id = "";
  private ContainerState state = CREATING;
  private Optional<ContainerState.Terminated> last = Optional.empty();
  private Optional<Stopping> stopping = Optional.empty();
  private Instant startedAt = Instant.EPOCH;
  private long startedMillis;
  private long nextStart;
  private boolean alive;
  private boolean settled;
  private boolean restartAnyway;
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
    this.events = events;
    probes = probes(plan);
    nextStart = clock.monotonicMillis();
  }

  private static List<ProbeLife> probes(LifecyclePlan plan) {
    List<ProbeLife> probes = new ArrayList<>(3);
    add(probes, ProbeKind.STARTUP, plan.startupProbe());
    add(probes, ProbeKind.LIVENESS, plan.livenessProbe());
    add(probes, ProbeKind.READINESS, plan.readinessProbe());
    return probes;
  }

  private static void add(List<ProbeLife> probes, ProbeKind kind, Optional<ProbePlan> plan) {
    if (plan.isPresent()) {
      probes.add(new ProbeLife(kind, plan.get()));
    }
  }

  public String name() {
    return name;
  }

  public LifecyclePlan plan() {
    return plan;
  }

  public ContainerKind kind() {
    return plan.kind();
  }

  /** The container's id; empty before the first start. */
  public String id() {
    return id;
  }

  /** Which start this is: 0 for the first, and before it. */
  public int attempt() {
    return Math.max(0, attempt);
  }

  public ContainerState state() {
    return state;
  }

  /** How the start before this one ended. */
  public Optional<ContainerState.Terminated> last() {
    return last;
  }

  /** Whether it has a process. */
  public boolean alive() {
    return alive;
  }

  /** Whether its postStart hook is being waited for. */
  boolean settling() {
    return alive && !settled;
  }

  /** {@code started}: it runs, and its startup probe has succeeded. */
  public boolean started() {
    return alive && settled && succeeded(ProbeKind.STARTUP);
  }

  /** {@code ready}: for an init container, that it is done. */
  public boolean ready() {
    if (kind() == ContainerKind.INIT) {
      return succeeded();
    }
    return kind() != ContainerKind.EPHEMERAL && started() && succeeded(ProbeKind.READINESS);
  }

  private boolean succeeded(ProbeKind kind) {
    for (ProbeLife probe : probes) {
      if (probe.kind() == kind) {
        return probe.result() == ProbeResult.SUCCESS;
      }
    }
    return true;
  }

  /** Whether it will never run again. */
  public boolean over() {
    return state instanceof ContainerState.Terminated || (givenUp && !alive);
  }

  /** Whether it ended for good with exit status 0. */
  boolean succeeded() {
    return state instanceof ContainerState.Terminated end && end.exitCode() == 0;
  }

  /**
   * When it is to be started, in monotonic milliseconds; empty if it runs or has ended for good.
   */
  public Optional<Long> dueAt() {
    return alive || over() ? Optional.empty() : Optional.of(nextStart);
  }

  /** Why its process could not be started; empty if it could. */
  public Optional<String> startFailure() {
    if (state instanceof ContainerState.Waiting w) {
      return last.isPresent() ? Optional.of(w.message()) : Optional.empty();
    }
    return state instanceof ContainerState.Terminated t && t.exitCode() == START_ERROR
        ? Optional.of(t.message())
        : Optional.empty();
  }

  /** Says why it does not run yet: {@code PodInitializing}, {@code ContainerCreating}. */
  void waitsFor(String reason) {
    if (attempt < 0 && state instanceof ContainerState.Waiting) {
      state = new ContainerState.Waiting(reason, "");
    }
  }

  /** It is being started, as a container of its own. */
  public void starting(String newId) {
    attempt++;
    id = newId;
    startedAt = clock.now();
    startedMillis = clock.monotonicMillis();
    restartAnyway = false;
    stopping = Optional.empty();
  }

  /** Its command has been executed. */
  public void running() {
    event(EventType.Normal, Reasons.STARTED, "Started container " + name);
    alive = true;
    settled = plan.postStart().isEmpty();
    if (settled) {
      settle();
    }
  }

  private void settle() {
    settled = true;
    state = new ContainerState.Running(startedAt);
    for (ProbeLife probe : probes) {
      probe.started(id, startedMillis);
    }
    gate();
  }

  /** Startup holds the other probes back. */
  private void gate() {
    for (ProbeLife probe : probes) {
      probe.gate(succeeded(ProbeKind.STARTUP));
    }
  }

  /**
   * Its postStart hook has come to its end.
   *
   * @param failure empty if it succeeded
   */
  void postStartEnded(String ofId, Optional<String> failure, long graceMillis) {
    if (!ofId.equals(id) || !settling()) {
      return; // of a process that is gone
    }
    if (failure.isEmpty()) {
      settle();
      return;
    }
    event(EventType.Warning, Reasons.FAILED_POST_START_HOOK, failure.get());
    state = new ContainerState.Waiting("PostStartHookError", failure.get());
    stop(graceMillis, "FailedPostStartHook");
  }

  /** Its preStop hook has come to its end. */
  void preStopEnded(String ofId, Optional<String> failure) {
    if (ofId.equals(id) && stopping.isPresent()) {
      stopping.get().hookEnded();
      if (failure.isPresent()) {
        event(EventType.Warning, Reasons.FAILED_PRE_STOP_HOOK, failure.get());
      }
    }
  }

  /**
   * There is no process.
   *
   * @param message not empty
   */
  public void notStarted(String reason, String message) {
    event(EventType.Warning, Reasons.FAILED, "Error: " + message);
    ended(START_ERROR, 0, reason, message, true);
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
    for (ProbeLife probe : probes) {
      probe.ended();
    }
    if (exitCode == KILLED && outOfMemory) {
      ended(exitCode, signal, "OOMKilled", message, false);
    } else {
      ended(exitCode, signal, exitCode == 0 ? "Completed" : "Error", message, false);
    }
  }

  private void ended(int code, int signal, String reason, String message, boolean notRun) {
    stopping = Optional.empty();
    ContainerState.Terminated end =
        new ContainerState.Terminated(
            code,
            signal,
            reason.equals("CreateContainerError") ? "ContainerCannotRun" : reason,
            message,
            startedAt,
            clock.now(),
            id);
    if (!wanted(code)) {
      state = end;
      return;
    }
    last = Optional.of(end);
    long now = clock.monotonicMillis();
    long delay = backOff.afterExit(now - startedMillis);
    nextStart = now + delay;
    if (delay > 0) {
      event(
          EventType.Warning,
          Reasons.BACK_OFF,
          "Back-off restarting failed container " + name + " in pod " + pod);
    }
    state = notRun ? new ContainerState.Waiting(reason, message) : crashLoop(delay);
  }

  private ContainerState crashLoop(long delay) {
    String seconds = delay % 1000 == 0 ? delay / 1000 + "s" : delay + "ms";
    return new ContainerState.Waiting(
        "CrashLoopBackOff",
        "back-off "
            + seconds
            + " restarting failed container="
            + name
            + " pod="
            + pod
            + NEXT_START
            + Timestamp.seconds(clock.now().plusMillis(delay)));
  }

  /** Says more of its end, which has to have come. */
  public void lastWords(String ofId, String message) {
    if (state instanceof ContainerState.Terminated t && t.containerId().equals(ofId)) {
      state = t.withMessage(message);
    }
    if (last.isPresent() && last.get().containerId().equals(ofId)) {
      last = Optional.of(last.get().withMessage(message));
    }
  }

  private boolean wanted(int exitCode) {
    if (givenUp) {
      return false;
    }
    RestartPolicy policy = plan.restartPolicy();
    if (restartAnyway && policy != RestartPolicy.Never) {
      return true;
    }
    for (RestartRule rule : plan.restartRules()) {
      if (rule.matches(exitCode)) {
        return true;
      }
    }
    return policy == RestartPolicy.Always || (policy == RestartPolicy.OnFailure && exitCode != 0);
  }

  /** It is to be another one from now on: a process that runs is ended, and its like started. */
  public void become(LifecyclePlan newPlan, BackOff newBackOff, long graceMillis) {
    plan = newPlan;
    backOff = newBackOff;
    probes = probes(newPlan);
    if (alive) {
      restartAnyway = true;
      stop(graceMillis, "Container " + name + " definition changed, will be restarted");
    } else if (!over()) {
      nextStart = clock.monotonicMillis();
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
    event(EventType.Normal, Reasons.KILLING, why);
    stopping = Optional.of(new Stopping(now, graceMillis, plan.preStop().isPresent()));
  }

  /** The pod is going: nothing is started or asked any more, but whether it is ready. */
  void podStops() {
    givenUp = true;
    for (ProbeLife probe : probes) {
      probe.podTerminating();
    }
  }

  /** There is no next start: what ended last is the state. */
  void giveUp(boolean initialized) {
    givenUp = true;
    if (alive || state instanceof ContainerState.Terminated) {
      return;
    }
    if (last.isPresent()) {
      state = last.get();
    } else if (initialized) {
      state =
          new ContainerState.Terminated(
              KILLED,
              0,
              "ContainerStatusUnknown",
              "The container could not be located when the pod was terminated",
              startedAt,
              clock.now(),
              id);
    }
  }

  /** What its end demands now. */
  Stopping.Step stopStep(boolean turn) {
    return stopping.isPresent()
        ? stopping.get().next(clock.monotonicMillis(), turn)
        : Stopping.Step.NONE;
  }

  /** A probe that is due now. */
  Optional<ProbeLife> dueProbe() {
    long now = clock.monotonicMillis();
    for (ProbeLife probe : probes) {
      OptionalLong due = probe.dueAt();
      if (due.isPresent() && due.getAsLong() <= now) {
        return Optional.of(probe);
      }
    }
    return Optional.empty();
  }

  /**
   * A probe has come to its end.
   *
   * @param ofId the container that was probed
   * @return whether the status is another one by it
   */
  boolean probed(ProbeLife probe, String ofId, ProbeOutcome outcome, long podGraceMillis) {
    if (!probes.contains(probe) || !ofId.equals(id) || !alive) {
      return false;
    }
    tell(probe.kind(), outcome);
    boolean changed = probe.outcome(ofId, outcome);
    gate();
    if (changed
        && probe.kind() != ProbeKind.READINESS
        && probe.result() == ProbeResult.FAILURE
        && stopping.isEmpty()) {
      fail(probe, podGraceMillis);
    }
    return changed;
  }

  private void tell(ProbeKind kind, ProbeOutcome outcome) {
    switch (outcome.verdict()) {
      case SUCCESS:
        break;
      case WARNING:
        event(
            EventType.Warning,
            Reasons.PROBE_WARNING,
            kind.word() + " probe warning: " + outcome.output());
        break;
      case FAILURE:
        event(
            EventType.Warning,
            Reasons.UNHEALTHY,
            kind.word() + " probe failed: " + outcome.output());
        break;
      case UNKNOWN:
        event(
            EventType.Warning,
            Reasons.UNHEALTHY,
            kind.word() + " probe errored and resulted in unknown state: " + outcome.output());
        break;
    }
  }

  private void fail(ProbeLife probe, long podGraceMillis) {
    String word = probe.kind() == ProbeKind.LIVENESS ? "liveness" : "startup";
    String why = "Container " + name + " failed " + word + " probe";
    boolean again = plan.restartPolicy() != RestartPolicy.Never;
    restartAnyway = again;
    OptionalLong own = probe.plan().graceSeconds();
    long grace = own.isPresent() ? own.getAsLong() * 1000 : podGraceMillis;
    stop(grace, again ? why + ", will be restarted" : why);
  }

  /** When it has to be looked at again because of time alone; its next start not counted. */
  Optional<Long> nextAt() {
    long next =
        stopping.isPresent() ? stopping.get().dueAt().orElse(Long.MAX_VALUE) : Long.MAX_VALUE;
    for (ProbeLife probe : probes) {
      next = Math.min(next, probe.dueAt().orElse(Long.MAX_VALUE));
    }
    return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(next);
  }

  private void event(EventType type, String reason, String message) {
    events.event(type, reason, fieldPath(), message);
  }

  /** As events name the part of a pod: {@code spec.containers{web}}. */
  public String fieldPath() {
    String list =
        switch (kind()) {
          case INIT, SIDECAR -> "spec.initContainers{";
          case MAIN -> "spec.containers{";
          case EPHEMERAL -> "spec.ephemeralContainers{";
        };
    return list + name + "}";
  }
}
