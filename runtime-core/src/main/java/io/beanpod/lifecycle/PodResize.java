package io.beanpod.lifecycle;

import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import io.beanpod.event.Reasons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a change of a pod's resources has come: the conditions and events that tell of it, in the
 * kubelet's words, and when it is tried again.
 *
 * <p>Pure: it is told what happened, and touches no cgroup. There is no {@code Deferred}: nothing
 * on this host waits for what other pods request.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/#pod-resize-status">pod
 *     resize status</a>
 */
public final class PodResize {
  private static final String PENDING = "PodResizePending";
  private static final String IN_PROGRESS = "PodResizeInProgress";
  private static final String INFEASIBLE = "Infeasible";
  private static final String ERROR = "Error";
  private static final long RETRY_MILLIS = 1000;

  /** A condition that is true; one that is not is not there. */
  public record Condition(
      String type, String reason, String message, long generation, Instant since) {}

  /** What the pod is to have, as events show it; with an error, unless that is empty. */
  public interface Summary {
    String with(String error);
  }

  private final Clock clock;
  private final EventSink events;
  private Optional<Condition> pending = Optional.empty();
  private Optional<Condition> progress = Optional.empty();
  private Summary summary = error -> "";
  private long retryAt = Long.MAX_VALUE;

  /** None is asked for yet. */
  public PodResize(Clock clock, EventSink events) {
    this.clock = clock;
    this.events = events;
  }

  /** The pod has what it asks for, or it is being given that. */
  public void notPending() {
    pending = Optional.empty();
  }

  /**
   * It asks for what the host can never give.
   *
   * @param generation {@code metadata.generation} of the pod that asks
   */
  public void infeasible(String message, long generation, Summary asked) {
    Condition before = pending.orElse(null);
    if (before != null && before.message().equals(message) && before.generation() == generation) {
      return;
    }
    Instant since = before == null ? clock.now() : before.since();
    pending = Optional.of(new Condition(PENDING, INFEASIBLE, message, generation, since));
    tell(EventType.Warning, Reasons.RESIZE_INFEASIBLE, INFEASIBLE, asked.with(message));
  }

  /** It is to have that from now on, and nothing of it is done yet. */
  public void started(long generation, Summary granted) {
    notPending();
    summary = granted;
    retryAt = clock.monotonicMillis();
    progress = Optional.of(new Condition(IN_PROGRESS, "", "", generation, since()));
    tell(EventType.Normal, Reasons.RESIZE_STARTED, "started", granted.with(""));
  }

  /**
   * It could not be done now; it is tried again.
   *
   * @return whether that is news
   */
  public boolean failed(String message) {
    Condition now = progress.orElseThrow();
    retryAt = clock.monotonicMillis() + RETRY_MILLIS;
    progress =
        Optional.of(new Condition(IN_PROGRESS, ERROR, message, now.generation(), now.since()));
    if (now.reason().isEmpty()) { // what is in the way changes by the second: one event tells of it
      tell(EventType.Warning, Reasons.RESIZE_ERROR, "error", summary.with(message));
    }
    return !now.message().equals(message);
  }

  /** It is done. */
  public void completed() {
    progress = Optional.empty();
    retryAt = Long.MAX_VALUE;
    tell(EventType.Normal, Reasons.RESIZE_COMPLETED, "completed", summary.with(""));
  }

  /** Whether there is something to do, be it now or later. */
  public boolean inProgress() {
    return progress.isPresent();
  }

  /** When to do it, in monotonic milliseconds; {@link Long#MAX_VALUE}: there is nothing to do. */
  public long nextAt() {
    return retryAt;
  }

  /** Those that are true now. */
  public List<Condition> conditions() {
    List<Condition> all = new ArrayList<>(2);
    pending.ifPresent(all::add);
    progress.ifPresent(all::add);
    return all;
  }

  private Instant since() {
    return progress.isPresent() ? progress.get().since() : clock.now();
  }

  private void tell(EventType type, String reason, String what, String resources) {
    events.event(type, reason, "", "Pod resize " + what + ": " + resources);
  }
}
