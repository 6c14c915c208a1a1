package io.beanpod.pause;

import io.beanpod.container.Sandbox;
import io.beanpod.event.Reasons;
import io.beanpod.lifecycle.Action;
import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.ContainerLife;
import io.beanpod.lifecycle.PodLife;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.linux.Waiting;
import io.beanpod.pod.PodPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The event loop: sleeps until a signal, a request, a deadline or an outcome comes, tells the rules
 * of {@link PodLife} what happened, does what they want, and writes down what has changed. One
 * thread, which is also the creator of all processes.
 */
final class Supervisor implements Control.Handler {
  private static final long RECORD_RETRY_MILLIS = 1000;

  /** What it hears of the world by. */
  record Ears(Fd signals, Fd requests, Clock clock) {}

  private final PodPlan plan;
  private final Sandbox sandbox;
  private final Optional<VolumeWait> volumes;
  private final Containers containers;
  private final PodLife pod;
  private final PodRecord record;
  private final LogRelay relay;
  private final LogCondition logs;
  private final Clock clock;
  private final EventQueue events;
  private final Wakeups wakeups;
  private final Completions completions;
  private final Commands commands;
  private final Handlers handlers;
  private final Asking asking;
  private final OomWatch memory;
  private final PortCheck ports;
  private Optional<Resizer> resizer = Optional.empty();
  private final Optional<StorageWatch> storage;
  private Optional<ObjectWatch> objects = Optional.empty();
  private boolean changed;
  private long recordAt = Long.MIN_VALUE;
  private boolean deleting;

  /**
   * One that has not started anything yet.
   *
   * @param volumes those that containers wait for; empty: the pod has none
   */
  Supervisor(
      PodPlan plan,
      Sandbox sandbox,
      Optional<VolumeWait> volumes,
      Containers containers,
      PodRecord record,
      LogRelay relay,
      EventQueue events,
      Ears ears)
      throws IOException {
    this.plan = plan;
    this.sandbox = sandbox;
    this.volumes = volumes;
    this.containers = containers;
    this.record = record;
    this.relay = relay;
    logs = new LogCondition(record.conditions());
    this.events = events;
    clock = ears.clock();
    List<ContainerLife> lives = new ArrayList<>();
    for (ContainerRun run : containers.all()) {
      lives.add(run.life());
    }
    pod = new PodLife(lives, plan.graceSeconds(), plan.activeDeadlineSeconds(), clock, this.events);
    completions = new Completions();
    wakeups = new Wakeups(ears.signals());
    Control control = new Control(ears.requests(), this, clock);
    wakeups.add(ears.requests(), control::serveOne);
    wakeups.addEvent(relay.drained(), this::tellOfLogs);
    wakeups.addEvent(completions.readable(), () -> {});
    commands = new Commands(sandbox.ownPid(), clock, wakeups, completions);
    handlers = new Handlers(commands, completions, plan.address(), clock);
    asking = new Asking(handlers, pod, clock, () -> changed = true);
    memory = new OomWatch(wakeups, clock, plan.cgroup());
    ports = new PortCheck(containers, pod, clock, completions);
    storage =
        plan.storage().isEmpty()
            ? Optional.empty()
            : Optional.of(new StorageWatch(plan.storage(), clock, completions, this::evict));
    followObjects();
  }

  /** Before any is read: what changes after that is told. */
  private void followObjects() throws IOException {
    boolean reads = volumes.isPresent() && !volumes.get().objects().isEmpty();
    if (objects.isEmpty() && (reads || !containers.objects().isEmpty())) {
      objects = Optional.of(new ObjectWatch(plan, wakeups, clock, events, this::objectsChanged));
    }
  }

  private void objectsChanged(Set<String> ids) {
    if (ids.isEmpty() || !Collections.disjoint(containers.objects(), ids)) {
      containers.retry();
    }
    if (volumes.isPresent()) {
      volumes.get().objectsChanged(ids);
    }
  }

  /** Writes the record of a pod that has not started anything yet. */
  void announce() throws IOException {
    record.write(pod, containers.all(), clock.now());
  }

  /** Makes the first start of every container that may, and writes down how that went. */
  void startAll() throws IOException {
    act();
    changed = false;
    record.write(pod, containers.all(), clock.now());
  }

  /** A line for each container whose first start failed: its name, a colon, and why. */
  String unstarted() {
    StringBuilder lines = new StringBuilder();
    for (ContainerLife c : pod.containers()) {
      Optional<String> why = c.startFailure();
      if (why.isPresent()) {
        lines.append(c.name()).append(": ").append(why.get().replace('\n', ' '));
        lines.append('\n');
      }
    }
    return lines.toString();
  }

  /**
   * Runs until the pod has nothing left to run.
   *
   * @return whether it is to be removed
   */
  boolean run() throws IOException {
    OomScoreCheck.tell(containers.all(), events);
    memory.add(containers.all());
    while (!pod.finished() || !relay.isDrained() || ports.looking() || (changed && !deleting)) {
      if (wakeups.await(millisToNext())) {
        stop(pod.graceMillis());
      }
      reap();
      completions.run(); // after it: what a container that is gone did not answer means nothing
      handlers.tick();
      memory.tick();
      resize(); // before what has ended is started again
      if (storage.isPresent()) {
        storage.get().tick(containers.all(), emptyDirs());
      }
      act();
      record();
      events.flush();
      ports.look();
      prepareNext();
    }
    record();
    events.flush();
    for (ContainerRun run : containers.all()) {
      run.dropNext();
    }
    return deleting;
  }

  private List<Path> emptyDirs() {
    return volumes.isPresent() ? volumes.get().emptyDirs() : List.of();
  }

  private void resize() {
    if (resizer.isPresent()) {
      changed |= resizer.get().tick(clock.monotonicMillis());
      record.conditions().resizing(resizer.get().conditions());
    }
  }

  /** Makes the next start of one container ready, when nothing else is to be done. */
  private void prepareNext() {
    long now = clock.monotonicMillis();
    for (ContainerRun run : containers.all()) {
      if (run.prepareAt() <= now) {
        run.prepareNext(sandbox);
        return;
      }
    }
  }

  /** Whether its end was asked for, and not its own: its containers', or a limit's. */
  boolean isStopping() {
    return pod.stopping() && pod.reason().isEmpty();
  }

  /** Whether it used more than it may, and what it wrote is to go. */
  boolean isEvicted() {
    return pod.reason().equals(Reasons.EVICTED);
  }

  private int millisToNext() {
    long now = clock.monotonicMillis();
    long next = Math.min(pod.nextAt().orElse(Long.MAX_VALUE), handlers.nextAt());
    next = Math.min(next, Math.min(memory.nextAt(), ports.nextAt()));
    if (resizer.isPresent()) {
      next = Math.min(next, resizer.get().nextAt());
    }
    if (storage.isPresent()) {
      next = Math.min(next, storage.get().nextAt());
    }
    if (volumes.isPresent()) {
      next = Math.min(next, volumes.get().nextAt());
    }
    if (objects.isPresent()) {
      next = Math.min(next, objects.get().nextAt());
    }
    if (changed) {
      next = Math.min(next, Math.max(recordAt, now + logsBehind()));
    }
    for (ContainerRun run : containers.all()) {
      next = Math.min(next, run.prepareAt());
    }
    return next == Long.MAX_VALUE ? -1 : (int) Math.max(0, Math.min(next - now, Integer.MAX_VALUE));
  }

  private void reap() throws IOException {
    for (Optional<Waiting.Exit> exit = Waiting.reapAny();
        exit.isPresent();
        exit = Waiting.reapAny()) {
      if (!commands.exited(exit.get())) {
        Optional<ContainerRun> run = containers.withProcess(exit.get().pid());
        if (run.isPresent()) {
          ended(run.get(), exit.get());
        }
      }
    }
  }

  private void ended(ContainerRun run, Waiting.Exit exit) throws IOException {
    memory.look(run); // before its back-off is told
    ports.ended(run, exit); // before it is forgotten whether that was wanted
    run.exited(exit, TerminationMessage.max(containers.all().size()));
    if (run.life().over()) {
      run.dropNext();
    }
    if (!sandbox.ownPid() || run.plan().life().target().isPresent()) {
      run.cgroup().kill(); // its children live on in the shared PID namespace
    }
    changed = true;
  }

  /** Does what the rules want, until they want nothing more. */
  private void act() throws IOException {
    if (objects.isPresent()) {
      objects.get().look();
    }
    if (volumes.isPresent()) {
      pod.hold(!volumes.get().ready(completions));
    }
    boolean wasStopping = pod.stopping();
    for (List<Action> actions = pod.next(); !actions.isEmpty(); actions = pod.next()) {
      for (Action action : actions) {
        act(action);
      }
    }
    changed |= pod.stopping() != wasStopping; // its deadline is over
  }

  private void act(Action action) throws IOException {
    ContainerRun run = containers.of(action.container());
    if (action instanceof Action.Start) {
      run.start(sandbox, relay, ContainerId.random(), containers);
      logs.started(run.plan().name(), clock.now());
      changed = true;
      asking.postStart(run);
    } else if (action instanceof Action.Hook hook) {
      asking.preStop(run, hook);
    } else if (action instanceof Action.Probe probe) {
      asking.probe(run, probe.probe());
    } else if (action instanceof Action.Signal signal) {
      run.signal(signal.signal());
    } else if (action instanceof Action.Kill) {
      run.signal(Processes.SIGKILL);
    }
  }

  private void stop(long graceMillis) {
    pod.stop(graceMillis);
    changed = true;
  }

  private void evict(String why) {
    pod.evict(why);
    changed = true;
  }

  /** A log that can't be written harms nobody but its reader, who has to know. */
  private void tellOfLogs() {
    for (Optional<LogTrouble> t = relay.trouble(); t.isPresent(); t = relay.trouble()) {
      LogTrouble trouble = t.get();
      Optional<ContainerRun> run = containers.named(trouble.container());
      if (run.isPresent()) {
        run.get().life().events().log(trouble.over(), trouble.reason(), trouble.message());
      }
      logs.tell(trouble, clock.now());
      changed = true;
    }
  }

  private long logsBehind() {
    long millis = 0;
    for (ContainerRun run : containers.all()) {
      millis = Math.max(millis, run.logBehind(relay));
    }
    return millis;
  }

  @Override
  public void delete(int graceSeconds) {
    deleting = true;
    record.deleting(clock.now(), graceSeconds);
    stop(graceSeconds * 1000L);
  }

  @Override
  public void update(PodPlan newPlan) throws IOException {
    if (resizer.isEmpty()) {
      resizer = Optional.of(new Resizer(containers, pod, clock, events));
    }
    containers.update(resizer.get().grant(containers.plan(), newPlan), pod);
    memory.add(containers.all());
    followObjects();
    containers.retry();
    if (volumes.isPresent()) {
      volumes.get().podChanged(newPlan.volumes());
    }
    pod.deadline(newPlan.activeDeadlineSeconds());
    record.update(newPlan);
    resize();
    changed = true;
    record();
  }

  @Override
  public void condition(String type, String status, String reason, String message) {
    record.conditions().set(type, status, reason, message, clock.now());
    changed = true;
    record();
  }

  @Override
  public void attach(String container, Fd connection) throws IOException {
    Optional<ContainerRun> run = containers.named(container);
    if (run.isEmpty()) {
      throw new IOException("container " + container + " is not in pod " + plan.name());
    }
    run.get().attach(relay, connection);
  }

  /** A disk that is full now is no reason to end the pod: what can't be written is tried again. */
  private void record() {
    long now = clock.monotonicMillis();
    if (!changed || now < recordAt || logsBehind() > 0) {
      return;
    }
    try {
      for (ContainerRun run : containers.all()) {
        run.readLastWords();
      }
      record.write(pod, containers.all(), clock.now());
      changed = false;
    } catch (IOException e) {
      recordAt = now + RECORD_RETRY_MILLIS;
      System.err.println("beanpod: the pod's status can't be written yet: " + e.getMessage());
    }
  }
}
