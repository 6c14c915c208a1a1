package io.beanpod.pause;

import io.beanpod.container.Sandbox;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Waiting;
import io.beanpod.pod.PodPlan;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The event loop: sleeps until a signal, a request or a deadline comes, then reaps, restarts,
 * stops, and writes down what has changed. One thread, which is also the creator of all containers.
 */
final class Supervisor implements Control.Handler {
  private static final long RECORD_RETRY_MILLIS = 1000;

  /** What it hears of the world by. */
  record Ears(Fd signals, Fd requests, Clock clock) {}

  private final PodPlan plan;
  private final Sandbox sandbox;
  private final List<ContainerRun> runs;
  private final PodRecord record;
  private final LogRelay relay;
  private final Clock clock;
  private final Control control;
  private final Wakeups wakeups;
  private final Random random = new Random();
  private boolean changed;
  private long recordAt = Long.MIN_VALUE;
  private boolean stopping;
  private boolean deleting;
  private Optional<Long> killAt = Optional.empty();

  Supervisor(
      PodPlan plan,
      Sandbox sandbox,
      List<ContainerRun> runs,
      PodRecord record,
      LogRelay relay,
      Ears ears)
      throws SyscallException {
    this.plan = plan;
    this.sandbox = sandbox;
    this.runs = runs;
    this.record = record;
    this.relay = relay;
    clock = ears.clock();
    control = new Control(ears.requests(), this, clock);
    wakeups = new Wakeups(ears.signals(), ears.requests(), relay.drained());
  }

  /** Writes the record of a pod that has not started anything yet. */
  void announce() throws IOException {
    record.write(runs, stopping, clock.now());
  }

  /** Makes the first start of every container, and writes down how that went. */
  void startAll() throws IOException {
    startDue();
    changed = false;
    record.write(runs, stopping, clock.now());
  }

  /** A line for each container whose first start failed: its name, a colon, and why. */
  String unstarted() {
    StringBuilder lines = new StringBuilder();
    for (ContainerRun run : runs) {
      Optional<String> why = run.life().startFailure();
      if (why.isPresent()) {
        lines.append(run.plan().name()).append(": ").append(why.get().replace('\n', ' '));
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
    while (!finished()) {
      int seen = wakeups.await(millisToNext());
      if ((seen & Wakeups.STOP) != 0) {
        stop(plan.graceSeconds());
      }
      if ((seen & Wakeups.REQUEST) != 0) {
        control.serveOne();
      }
      reap();
      killOverdue();
      startDue();
      record();
    }
    record();
    return deleting;
  }

  /** Whether its end was asked for, and not its containers' own. */
  boolean isStopping() {
    return stopping;
  }

  private boolean finished() {
    for (ContainerRun run : runs) {
      if (!(run.life().state() instanceof ContainerState.Terminated)) {
        return false;
      }
    }
    return relay.isDrained();
  }

  private int millisToNext() {
    long now = clock.monotonicMillis();
    long next = killAt.orElse(Long.MAX_VALUE);
    for (ContainerRun run : runs) {
      next = Math.min(next, run.life().dueAt().orElse(Long.MAX_VALUE));
    }
    if (changed) {
      next = Math.min(next, Math.max(recordAt, now + logsBehind()));
    }
    return next == Long.MAX_VALUE ? -1 : (int) Math.max(0, Math.min(next - now, Integer.MAX_VALUE));
  }

  private void reap() throws IOException {
    for (Optional<Waiting.Exit> exit = Waiting.reapAny();
        exit.isPresent();
        exit = Waiting.reapAny()) {
      for (ContainerRun run : runs) {
        if (run.process().isPresent() && run.process().get().child().pid() == exit.get().pid()) {
          run.exited(exit.get());
          ended(run);
        }
      }
    }
  }

  private void ended(ContainerRun run) throws IOException {
    if (!sandbox.ownPid()) {
      run.cgroup().kill(); // its children live on in the shared PID namespace
    }
    if (stopping) {
      run.life().giveUp();
    }
    changed = true;
  }

  private void startDue() {
    long now = clock.monotonicMillis();
    for (ContainerRun run : runs) {
      Optional<Long> due = run.life().dueAt();
      if (!stopping && due.isPresent() && due.get() <= now) {
        run.start(sandbox, relay, newId());
        changed = true;
      }
    }
  }

  private String newId() {
    byte[] id = new byte[32];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private void stop(int graceSeconds) throws IOException {
    long deadline = clock.monotonicMillis() + graceSeconds * 1000L;
    if (killAt.isEmpty() || deadline < killAt.get()) {
      killAt = Optional.of(deadline); // a second request may only shorten it, as in Kubernetes
    }
    if (!stopping) {
      stopping = true;
      for (ContainerRun run : runs) {
        run.signal(Processes.SIGTERM);
        run.life().giveUp();
      }
    }
    changed = true;
  }

  private void killOverdue() throws IOException {
    if (killAt.isPresent() && clock.monotonicMillis() >= killAt.get()) {
      killAt = Optional.empty();
      for (ContainerRun run : runs) {
        run.signal(Processes.SIGKILL);
      }
    }
  }

  private long logsBehind() {
    long millis = 0;
    for (ContainerRun run : runs) {
      millis = Math.max(millis, run.logBehind(relay));
    }
    return millis;
  }

  @Override
  public void delete(int graceSeconds) throws IOException {
    deleting = true;
    record.deleting(clock.now(), graceSeconds);
    stop(graceSeconds);
    record();
  }

  @Override
  public void update(String metadata, String spec) {
    record.update(metadata, spec);
    changed = true;
    record();
  }

  @Override
  public void attach(String container, Fd connection) throws IOException {
    for (ContainerRun run : runs) {
      if (run.plan().name().equals(container)) {
        run.attach(relay, connection);
        return;
      }
    }
    throw new IOException("container " + container + " is not in pod " + plan.name());
  }

  /** A disk that is full now is no reason to end the pod: what can't be written is tried again. */
  private void record() {
    long now = clock.monotonicMillis();
    if (!changed || now < recordAt || logsBehind() > 0) {
      return;
    }
    try {
      record.write(runs, stopping, clock.now());
      changed = false;
    } catch (IOException e) {
      recordAt = now + RECORD_RETRY_MILLIS;
      System.err.println("beanpod: the pod's status can't be written yet: " + e.getMessage());
    }
  }
}
