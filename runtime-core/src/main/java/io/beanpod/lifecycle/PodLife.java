package io.beanpod.lifecycle;

import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import io.beanpod.event.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The containers of a pod together: who may start now, who has to stop in which order, and when all
 * is over. By the kubelet's rules.
 *
 * <p>Pure: {@link #next} says what is to be done, and whoever does it reports what came of it to
 * the {@link ContainerLife} or here.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">pod
 *     lifecycle</a>
 */
public final class PodLife {
  private static final long EVICTION_GRACE_MILLIS = 1000; // immediateEvictionGracePeriodSeconds

  private static final String DEADLINE_MESSAGE =
      "Pod was active on the node longer than the specified deadline";

  private final List<ContainerLife> containers;
  private final Clock clock;
  private final EventSink events;
  private final long startedAt;
  private final long graceMillis;
  private OptionalLong deadlineSeconds;
  private int passed;
  private boolean held;
  private boolean stopping;
  private boolean winding;
  private String reason = "";
  private String message = "";

  /**
   * A pod that starts now.
   *
   * @param containers in their order: those of initContainers first
   * @param graceSeconds {@code terminationGracePeriodSeconds}
   * @param deadlineSeconds {@code activeDeadlineSeconds}
   */
  public PodLife(
      List<ContainerLife> containers,
      long graceSeconds,
      OptionalLong deadlineSeconds,
      Clock clock,
      EventSink events) {
    this.containers = new ArrayList<>(containers);
    this.graceMillis = graceSeconds * 1000;
    this.deadlineSeconds = deadlineSeconds;
    this.clock = clock;
    this.events = events;
    startedAt = clock.monotonicMillis();
    sayWhatIsWaitedFor();
  }

  private void sayWhatIsWaitedFor() {
    boolean plain = initContainers() == 0;
    for (ContainerLife c : containers) {
      c.waitsFor(plain ? "ContainerCreating" : "PodInitializing");
    }
  }

  /** In their order. */
  public List<ContainerLife> containers() {
    return containers;
  }

  /** Whether nothing is started any more. */
  public boolean stopping() {
    return stopping;
  }

  /** {@code status.reason}; mostly empty. */
  public String reason() {
    return phase().ended() ? reason : "";
  }

  /** {@code status.message}; mostly empty. */
  public String message() {
    return reason().isEmpty() ? "" : message;
  }

  /** {@code terminationGracePeriodSeconds} in milliseconds. */
  public long graceMillis() {
    return graceMillis;
  }

  /**
   * {@code status.phase}: as the kubelet's status manager tells it, which lets no pod come to its
   * end while one of its containers runs.
   */
  public Phase phase() {
    if (!anyAlive()) {
      return verdict();
    }
    Phase phase = Phase.of(this);
    if (phase.ended()) {
      return initialized() ? Phase.Running : Phase.Pending;
    }
    return phase;
  }

  /** What the pod has come to, though containers may have to be stopped yet. */
  public Phase verdict() {
    return reason.isEmpty() ? Phase.of(this) : Phase.Failed;
  }

  private boolean anyAlive() {
    for (ContainerLife c : containers) {
      if (c.alive()) {
        return true;
      }
    }
    return false;
  }

  /** Whether all init containers have succeeded and all sidecars have started once. */
  public boolean initialized() {
    return passed == initContainers();
  }

  /** Whether an init container has failed for good. */
  boolean initFailed() {
    for (ContainerLife c : containers) {
      if (c.kind() == ContainerKind.INIT && c.failed()) {
        return true;
      }
    }
    return false;
  }

  private int initContainers() {
    int n = 0;
    while (containers.get(n).kind() != ContainerKind.MAIN) {
      n++;
    }
    return n;
  }

  /** An ephemeral container more. */
  public void add(ContainerLife ephemeral) {
    containers.add(ephemeral);
    if (stopping || winding) {
      ephemeral.podStops();
      ephemeral.giveUp();
    }
  }

  /** Whether no container may start yet, because a volume is not there. */
  public void hold(boolean waits) {
    held = waits;
  }

  /** Another {@code activeDeadlineSeconds}. */
  public void deadline(OptionalLong seconds) {
    deadlineSeconds = seconds;
  }

  /**
   * Stops all containers, in Kubernetes' order. Asked for again, it can only come earlier.
   *
   * @param grace in milliseconds; 0 kills at once
   */
  public void stop(long grace) {
    stopping = true;
    for (ContainerLife c : containers) {
      c.podStops();
      c.giveUp();
      c.stop(grace, "Stopping container " + c.name());
    }
  }

  /** Ends a pod that uses more than it may, unless it has come to its end anyway. */
  public void evict(String why) {
    if (stopping || finished()) {
      return;
    }
    reason = Reasons.EVICTED;
    message = why;
    events.event(EventType.Warning, Reasons.EVICTED, "", why);
    stop(EVICTION_GRACE_MILLIS);
  }

  /** The main containers have come to their end: so do those that only served them. */
  private void windDown() {
    winding = true;
    for (ContainerLife c : containers) {
      if (c.kind() != ContainerKind.MAIN) {
        c.podStops();
        c.giveUp();
        c.stop(graceMillis, "Stopping container " + c.name());
      }
    }
  }

  /** Whether every container has ended, or never will begin. */
  public boolean finished() {
    return (stopping || winding) && !anyAlive();
  }

  /** A postStart hook has come to its end; a failure's text, or empty. */
  public void postStartEnded(ContainerLife c, String id, Optional<String> failure) {
    c.postStartEnded(id, failure, graceMillis);
  }

  /** A preStop hook has come to its end; a failure's text, or empty. */
  public void preStopEnded(ContainerLife c, String id, Optional<String> failure) {
    c.preStopEnded(id, failure);
  }

  /**
   * A probe has come to its end.
   *
   * @param id the container that was probed
   * @return whether the status is another one by it
   */
  public boolean probed(ContainerLife c, ProbeLife probe, String id, ProbeOutcome outcome) {
    return c.probed(probe, id, outcome, graceMillis);
  }

  /** What has to be done now. Asked again after it is done, there may be more. */
  public List<Action> next() {
    checkDeadline();
    List<Action> actions = new ArrayList<>();
    if (!stopping && !winding) {
      advance();
      start(actions);
    }
    for (int i = 0; i < containers.size(); i++) {
      stop(i, actions);
      probe(containers.get(i), actions);
    }
    if (stopping && initialized() && finished()) {
      missNeverStarted();
    }
    return actions;
  }

  /** {@code TerminatePod} of the kubelet's status manager. */
  private void missNeverStarted() {
    for (ContainerLife c : containers) {
      if (c.kind() == ContainerKind.MAIN) {
        c.lost();
      }
    }
  }

  private void checkDeadline() {
    Optional<Long> at = deadlineAt();
    if (!stopping && !finished() && at.isPresent() && at.get() <= clock.monotonicMillis()) {
      reason = Reasons.DEADLINE_EXCEEDED;
      message = DEADLINE_MESSAGE;
      events.event(EventType.Normal, Reasons.DEADLINE_EXCEEDED, "", DEADLINE_MESSAGE);
      stop(graceMillis);
    }
  }

  private Optional<Long> deadlineAt() {
    return deadlineSeconds.isPresent()
        ? Optional.of(startedAt + deadlineSeconds.getAsLong() * 1000)
        : Optional.empty();
  }

  /** Goes past what is done of the initialization; and sees whether the pod has done its work. */
  private void advance() {
    int init = initContainers();
    while (passed < init && isDone(containers.get(passed))) {
      passed++;
    }
    boolean over = passed == init;
    for (ContainerLife c : containers) {
      over &= c.kind() != ContainerKind.MAIN || c.over();
    }
    if (over || initFailed()) {
      windDown();
    }
  }

  private static boolean isDone(ContainerLife init) {
    return init.kind() == ContainerKind.SIDECAR ? init.started() : init.succeeded();
  }

  private void start(List<Action> actions) {
    long now = clock.monotonicMillis();
    for (ContainerLife c : startable()) {
      Optional<Long> due = c.dueAt();
      if (due.isPresent() && due.get() <= now) {
        actions.add(new Action.Start(c));
        if (c.plan().postStart().isPresent()) {
          return; // those after it wait for the hook
        }
      }
    }
  }

  /** Those that may start when they are due: one after the other, each after the hook before. */
  private List<ContainerLife> startable() {
    List<ContainerLife> startable = new ArrayList<>();
    boolean blocked = held || stopping || winding;
    for (int i = 0; i < containers.size() && !blocked; i++) {
      ContainerLife c = containers.get(i);
      boolean may =
          switch (c.kind()) {
            case INIT -> i == passed;
            case SIDECAR -> i <= passed;
            case MAIN -> initialized();
            case EPHEMERAL -> true;
          };
      if (may) {
        startable.add(c);
      }
      blocked = c.settling();
    }
    return startable;
  }

  private void stop(int index, List<Action> actions) {
    ContainerLife c = containers.get(index);
    switch (c.stopStep(isItsTurn(index))) {
      case NONE:
        break;
      case PRE_STOP:
        actions.add(new Action.Hook(c, c.plan().preStop().orElseThrow(), true));
        break;
      case SIGNAL:
        actions.add(new Action.Signal(c, c.plan().stopSignal()));
        break;
      case KILL:
        actions.add(new Action.Kill(c));
        break;
    }
  }

  /** A sidecar that ends with its pod waits for the main containers, and the sidecars after it. */
  private boolean isItsTurn(int index) {
    if (containers.get(index).kind() != ContainerKind.SIDECAR || (!stopping && !winding)) {
      return true;
    }
    for (int i = index + 1; i < containers.size(); i++) {
      ContainerLife later = containers.get(i);
      boolean before = later.kind() == ContainerKind.MAIN || later.kind() == ContainerKind.SIDECAR;
      if (before && later.alive()) {
        return false;
      }
    }
    return true;
  }

  private static void probe(ContainerLife c, List<Action> actions) {
    Optional<ProbeLife> due = c.dueProbe();
    if (due.isPresent()) {
      actions.add(new Action.Probe(c, due.get()));
    }
  }

  /** When {@link #next} has to be asked at the latest; empty: only after something happened. */
  public Optional<Long> nextAt() {
    long next = Long.MAX_VALUE;
    if (!stopping && !finished()) {
      next = deadlineAt().orElse(next);
    }
    for (ContainerLife c : containers) {
      next = Math.min(next, c.nextAt().orElse(Long.MAX_VALUE));
    }
    for (ContainerLife c : startable()) {
      next = Math.min(next, c.dueAt().orElse(Long.MAX_VALUE));
    }
    return next == Long.MAX_VALUE ? Optional.empty() : Optional.of(next);
  }
}
