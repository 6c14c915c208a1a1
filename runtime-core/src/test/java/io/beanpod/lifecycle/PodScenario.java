package io.beanpod.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.event.EventType;
import io.beanpod.model.RestartPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A pod whose containers are make-believe: does what {@link PodLife} wants, at the times it wants
 * it, and takes down when what was done. A process lives until {@link #exit} or a signal; sleep
 * hooks last as long as they say, others until {@link #hookEnds}; probes succeed until {@link
 * #probesSay}.
 *
 * <p>It finds by itself a pod that would keep its pause awake: after all that is due is done, the
 * next thing has to lie in the future.
 */
public final class PodScenario {
  private static final int SIGKILL = 9;
  private static final long IGNORES = Long.MAX_VALUE;

  private final TestClock clock = new TestClock();
  private final RestartPolicy policy;
  private final List<ContainerLife> lives = new ArrayList<>();
  private final List<String> timeline = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final List<Later> agenda = new ArrayList<>();
  private final Map<String, Long> secondsToEnd = new HashMap<>();
  private final Map<String, ProbeOutcome> outcomes = new HashMap<>();
  private final Map<String, Integer> starts = new HashMap<>();
  private final Map<String, String> unstartable = new HashMap<>();
  private long graceSeconds = 30;
  private OptionalLong deadline = OptionalLong.empty();
  private Optional<PodLife> pod = Optional.empty();

  private record Later(long at, Runnable what) {}

  public PodScenario(RestartPolicy policy) {
    this.policy = policy;
  }

  PodScenario grace(long seconds) {
    graceSeconds = seconds;
    return this;
  }

  PodScenario deadline(long seconds) {
    deadline = OptionalLong.of(seconds);
    return this;
  }

  public PodScenario init(String name) {
    return init(name, plan -> plan);
  }

  PodScenario init(String name, UnaryOperator<TestPlan> wishes) {
    RestartPolicy own = policy == RestartPolicy.Always ? RestartPolicy.OnFailure : policy;
    return with(name, wishes.apply(new TestPlan(ContainerKind.INIT, own)));
  }

  public PodScenario sidecar(String name) {
    return sidecar(name, plan -> plan);
  }

  PodScenario sidecar(String name, UnaryOperator<TestPlan> wishes) {
    return with(name, wishes.apply(new TestPlan(ContainerKind.SIDECAR, RestartPolicy.Always)));
  }

  public PodScenario main(String name) {
    return main(name, plan -> plan);
  }

  public PodScenario main(String name, UnaryOperator<TestPlan> wishes) {
    return with(name, wishes.apply(new TestPlan(ContainerKind.MAIN, policy)));
  }

  private PodScenario with(String name, TestPlan plan) {
    lives.add(life(name, plan.build()));
    return this;
  }

  private ContainerLife life(String name, LifecyclePlan plan) {
    return new ContainerLife(name, "web_default(uid)", plan, newBackOff(), clock, this::event);
  }

  private static BackOff newBackOff() {
    return new BackOff(BackOff.BASE_MILLIS, BackOff.MAX_MILLIS);
  }

  private void event(EventType type, String reason, String fieldPath, String message) {
    events.add(type + " " + reason + " " + fieldPath + " " + message);
  }

  /** The pod starts. */
  public PodScenario begin() {
    pod = Optional.of(new PodLife(lives, graceSeconds, deadline, clock, this::event));
    settle();
    return this;
  }

  public PodLife pod() {
    return pod.orElseThrow();
  }

  public TestClock clock() {
    return clock;
  }

  public ContainerLife life(String name) {
    for (ContainerLife life : pod().containers()) {
      if (life.name().equals(name)) {
        return life;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /** What was done, since this was asked last: {@code SECONDS what whom}. */
  List<String> timeline() {
    List<String> taken = List.copyOf(timeline);
    timeline.clear();
    return taken;
  }

  /** What was told, since this was asked last. */
  List<String> events() {
    List<String> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  /** The state of a container, its reason or exit code with it. */
  String state(String name) {
    ContainerState state = life(name).state();
    if (state instanceof ContainerState.Waiting waiting) {
      return "waiting " + waiting.reason();
    }
    if (state instanceof ContainerState.Terminated end) {
      return "terminated " + end.exitCode() + " " + end.reason();
    }
    return "running";
  }

  /** Its process needs that long to end after a stop signal. */
  PodScenario slowToEnd(String name, long seconds) {
    secondsToEnd.put(name, seconds);
    return this;
  }

  /** Only SIGKILL ends its process. */
  PodScenario deafToSignals(String name) {
    secondsToEnd.put(name, IGNORES);
    return this;
  }

  /** There is no such command in it. */
  PodScenario unstartable(String name, String reason) {
    unstartable.put(name, reason);
    return this;
  }

  /** From now on its probes of that kind have this outcome. */
  PodScenario probesSay(String name, ProbeKind kind, ProbeOutcome outcome) {
    outcomes.put(name + kind, outcome);
    return this;
  }

  /** Its process ends by itself. */
  public PodScenario exit(String name, int exitCode) {
    end(name, exitCode, 0);
    settle();
    return this;
  }

  private void end(String name, int exitCode, int signal) {
    note("exit " + name + " " + exitCode);
    life(name).exited(exitCode, signal, false, "");
  }

  /** Its postStart or preStop hook ends. */
  PodScenario hookEnds(String name, String failure) {
    ContainerLife life = life(name);
    Optional<String> why = failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    if (life.settling()) {
      pod().postStartEnded(life, life.id(), why);
    } else {
      pod().preStopEnded(life, life.id(), why);
    }
    settle();
    return this;
  }

  /** The pod is deleted. */
  public PodScenario stop(long grace) {
    pod().stop(grace * 1000);
    settle();
    return this;
  }

  /** {@code beanpod debug}. */
  public PodScenario debug(String name) {
    pod().add(life(name, new TestPlan(ContainerKind.EPHEMERAL, RestartPolicy.Never).build()));
    settle();
    return this;
  }

  /** Another image. */
  PodScenario change(String name) {
    ContainerLife life = life(name);
    life.become(life.plan(), newBackOff(), pod().graceMillis());
    settle();
    return this;
  }

  /** Time passes, and what falls due is done. */
  public PodScenario after(double seconds) {
    long until = clock.monotonicMillis() + Math.round(seconds * 1000);
    for (long next = nextAt(); next <= until; next = nextAt()) {
      clock.advance(next - clock.monotonicMillis());
      for (Later later : List.copyOf(agenda)) {
        if (later.at() <= next) {
          agenda.remove(later);
          later.what().run();
        }
      }
      settle();
    }
    clock.advance(until - clock.monotonicMillis());
    settle();
    return this;
  }

  private long nextAt() {
    long next = pod().nextAt().orElse(Long.MAX_VALUE);
    for (Later later : agenda) {
      next = Math.min(next, later.at());
    }
    return next;
  }

  private void settle() {
    for (List<Action> todo = pod().next(); !todo.isEmpty(); todo = pod().next()) {
      todo.forEach(this::act);
    }
    long now = clock.monotonicMillis();
    assertThat(pod().nextAt().orElse(Long.MAX_VALUE)).as("wakes up in vain").isGreaterThan(now);
  }

  private void act(Action action) {
    ContainerLife life = action.container();
    if (action instanceof Action.Start) {
      start(life);
    } else if (action instanceof Action.Hook hook) {
      note("preStop " + life.name());
      begin(life, hook.handler());
    } else if (action instanceof Action.Probe probe) {
      probe(life, probe.probe());
    } else if (action instanceof Action.Signal signal) {
      note("signal " + signal.signal() + " " + life.name());
      long seconds = secondsToEnd.getOrDefault(life.name(), 0L);
      if (seconds != IGNORES) {
        atEnd(life, seconds, 128 + signal.signal(), signal.signal());
      }
    } else {
      note("kill " + life.name());
      atEnd(life, 0, 128 + SIGKILL, SIGKILL);
    }
  }

  private void start(ContainerLife life) {
    String name = life.name();
    note("start " + name);
    life.starting(name + "-" + starts.merge(name, 1, Integer::sum));
    if (unstartable.containsKey(name)) {
      life.notStarted(unstartable.get(name), "no such command");
      return;
    }
    life.running();
    if (life.plan().postStart().isPresent()) {
      note("postStart " + name);
      begin(life, life.plan().postStart().get());
    }
  }

  private void begin(ContainerLife life, Handler hook) {
    if (hook instanceof Handler.Sleep sleep) {
      String id = life.id();
      boolean postStart = life.settling();
      later(
          sleep.seconds(),
          () -> {
            if (postStart) {
              pod().postStartEnded(life, id, Optional.empty());
            } else {
              pod().preStopEnded(life, id, Optional.empty());
            }
          });
    }
  }

  private void probe(ContainerLife life, ProbeLife probe) {
    note("probe " + probe.kind() + " " + life.name());
    probe.launched(clock.monotonicMillis());
    ProbeOutcome outcome =
        outcomes.getOrDefault(life.name() + probe.kind(), ProbeOutcome.success(""));
    pod().probed(life, probe, life.id(), outcome);
  }

  private void atEnd(ContainerLife life, long seconds, int exitCode, int signal) {
    String id = life.id();
    later(
        seconds,
        () -> {
          if (life.alive() && life.id().equals(id)) {
            end(life.name(), exitCode, signal);
          }
        });
    if (seconds == 0) {
      agenda.remove(agenda.size() - 1).what().run();
    }
  }

  private void later(long seconds, Runnable what) {
    agenda.add(new Later(clock.monotonicMillis() + seconds * 1000, what));
  }

  private void note(String what) {
    long millis = clock.monotonicMillis() - new TestClock().monotonicMillis();
    timeline.add((millis % 1000 == 0 ? "" + millis / 1000 : "" + millis / 1000.0) + " " + what);
  }
}
