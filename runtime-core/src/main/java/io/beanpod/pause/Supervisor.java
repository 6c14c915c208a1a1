package io.beanpod.pause;

import io.beanpod.container.Sandbox;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
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
  private static final long SIGNALS = 1;
  private static final long REQUESTS = 2;
  private static final long DRAINED = 3;
  private static final int SIGNALFD_SIGINFO = 128;

  private final PodPlan plan;
  private final Sandbox sandbox;
  private final List<ContainerRun> runs;
  private final PodRecord record;
  private final LogRelay relay;
  private final Clock clock;
  private final Control control;
  private final Fd signals;
  private final Fd drained;
  private final Epoll epoll = new Epoll();
  private final Random random = new Random();
  private boolean changed;
  private boolean stopping;
  private boolean deleting;
  private Optional<Long> killAt = Optional.empty();

  Supervisor(
      PodPlan plan,
      Sandbox sandbox,
      List<ContainerRun> runs,
      PodRecord record,
      LogRelay relay,
      Fd drained,
      Fd signals,
      Fd requests,
      Clock clock)
      throws SyscallException {
    this.plan = plan;
    this.sandbox = sandbox;
    this.runs = runs;
    this.record = record;
    this.relay = relay;
    this.clock = clock;
    this.signals = signals;
    this.drained = drained;
    control = new Control(requests, this);
    epoll.add(signals, SIGNALS);
    epoll.add(requests, REQUESTS);
    epoll.add(drained, DRAINED);
  }

  /** Writes the record of a pod that has not started anything yet. */
  void announce() throws IOException {
    record.write(runs, stopping, clock.now());
  }

  /** Makes the first start of every container. */
  void startAll() throws IOException {
    startDue();
    record();
  }

  /** A line for each container whose first start failed: its name, a colon, and why. */
  String unstarted() {
    StringBuilder lines = new StringBuilder();
    for (ContainerRun run : runs) {
      run.startFailure()
          .ifPresent(
              why ->
                  lines
                      .append(run.plan().name())
                      .append(": ")
                      .append(why.replace('\n', ' '))
                      .append('\n'));
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
      int ready = epoll.await(millisToNext());
      for (int i = 0; i < ready; i++) {
        long key = epoll.key(i);
        if (key == SIGNALS) {
          readSignals();
        } else if (key == REQUESTS) {
          control.serveOne();
        } else {
          drain(drained, 8);
        }
      }
      reap();
      killOverdue();
      startDue();
      record();
    }
    record();
    return deleting;
  }

  private boolean finished() {
    for (ContainerRun run : runs) {
      if (!(run.view().state() instanceof ContainerState.Terminated)) {
        return false;
      }
    }
    return relay.isDrained();
  }

  private int millisToNext() {
    long now = clock.monotonicMillis();
    long next = killAt.orElse(Long.MAX_VALUE);
    for (ContainerRun run : runs) {
      next = Math.min(next, run.dueAt().orElse(Long.MAX_VALUE));
    }
    if (changed) {
      next = Math.min(next, now + logsBehind());
    }
    return next == Long.MAX_VALUE ? -1 : (int) Math.max(0, Math.min(next - now, Integer.MAX_VALUE));
  }

  private void readSignals() throws IOException {
    for (int signal : drain(signals, SIGNALFD_SIGINFO)) {
      if (signal == Processes.SIGTERM || signal == Processes.SIGINT) {
        stop(plan.graceSeconds());
      }
    }
  }

  /** Reads all there is; the first word of each {@code size} bytes. */
  private static int[] drain(Fd fd, int size) throws SyscallException {
    try (NativeBuffer buffer = new NativeBuffer(size * 16)) {
      int n = Math.max(0, fd.read(buffer));
      int[] words = new int[n / size];
      for (int i = 0; i < words.length; i++) {
        words[i] = buffer.intAt(i * size);
      }
      return words;
    }
  }

  private void reap() throws IOException {
    for (Optional<Waiting.Exit> exit = Waiting.reapAny();
        exit.isPresent();
        exit = Waiting.reapAny()) {
      for (ContainerRun run : runs) {
        if (run.process().isPresent() && run.process().get().child().pid() == exit.get().pid()) {
          run.exited(exit.get(), plan.restartPolicy());
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
      run.giveUp();
    }
    changed = true;
  }

  private void startDue() {
    long now = clock.monotonicMillis();
    for (ContainerRun run : runs) {
      if (!stopping && run.dueAt().isPresent() && run.dueAt().get() <= now) {
        run.start(sandbox, relay, newId(), plan.restartPolicy());
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
        run.giveUp();
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
  public void update(String metadata, String spec) throws IOException {
    record.update(metadata, spec);
    changed = true;
    record();
  }

  private void record() throws IOException {
    if (changed && logsBehind() == 0) {
      changed = false;
      record.write(runs, stopping, clock.now());
    }
  }
}
