package io.beanpod.pause;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.container.ContainerPlan;
import io.beanpod.container.ContainerProgram;
import io.beanpod.container.ContainerStart;
import io.beanpod.container.OverlayDirs;
import io.beanpod.container.Sandbox;
import io.beanpod.container.StartFailure;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Waiting;
import io.beanpod.model.RestartPolicy;
import io.beanpod.pod.BackOff;
import io.beanpod.pod.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** One container of the pod over all its restarts: its process now, and how the last one ended. */
final class ContainerRun {
  private static final int START_ERROR = 128; // the exit code that containerd reports for it
  private static final int KILLED = 137;
  private static final long LOG_WAIT_MILLIS = 2000;

  /** Where this container's things lie, each start having its own below. */
  record Places(Path data, Path logs) {}

  private final ContainerPlan plan;
  private final Cgroup cgroup;
  private final Places places;
  private final BackOff backOff;
  private final Clock clock;

  private int attempt = -1;
  private String id = "";
  private ContainerState state = new ContainerState.Waiting("ContainerCreating", "");
  private Optional<ContainerState.Terminated> last = Optional.empty();
  private Optional<ContainerStart> process = Optional.empty();
  private Optional<OverlayDirs> overlay = Optional.empty();
  private Optional<LogRelay.Log> running = Optional.empty();
  private Optional<LogRelay.Log> ended = Optional.empty();
  private long endedMillis;
  private Instant startedAt = Instant.EPOCH;
  private long startedMillis;
  private long nextStart;
  private long oomKillsBefore;

  ContainerRun(ContainerPlan plan, Cgroup cgroup, Places places, BackOff backOff, Clock clock) {
    this.plan = plan;
    this.cgroup = cgroup;
    this.places = places;
    this.backOff = backOff;
    this.clock = clock;
  }

  ContainerPlan plan() {
    return plan;
  }

  Cgroup cgroup() {
    return cgroup;
  }

  Optional<ContainerStart> process() {
    return process;
  }

  Optional<OverlayDirs> overlay() {
    return overlay;
  }

  Path log() {
    return places.logs().resolve(Math.max(0, attempt) + ".log");
  }

  ContainerView view() {
    return new ContainerView(
        plan.name(), plan.image(), plan.imageId(), id, Math.max(0, attempt), state, last);
  }

  /** Why its process could not be started; empty if it could. */
  Optional<String> startFailure() {
    if (state instanceof ContainerState.Waiting w) {
      return last.isPresent() ? Optional.of(w.message()) : Optional.empty();
    }
    return state instanceof ContainerState.Terminated t && t.exitCode() == START_ERROR
        ? Optional.of(t.message())
        : Optional.empty();
  }

  /**
   * When it is to be started, in monotonic milliseconds; empty if it runs or has ended for good.
   */
  Optional<Long> dueAt() {
    return state instanceof ContainerState.Waiting ? Optional.of(nextStart) : Optional.empty();
  }

  /**
   * Starts the process. A failure is the container's state, not an exception: it is what the user
   * has to see, and it may be gone at the next try.
   *
   * @param newId 64 hexadecimal digits
   */
  void start(Sandbox sandbox, LogRelay relay, String newId, RestartPolicy policy) {
    attempt++;
    id = newId;
    startedAt = clock.now();
    startedMillis = clock.monotonicMillis();
    OverlayDirs dirs = OverlayDirs.of(places.data(), attempt);
    overlay = Optional.of(dirs);
    try (LogRelay.Ends ends = relay.open(log().toString())) {
      running = Optional.of(ends.log());
      oomKillsBefore = cgroup.oomKills();
      ContainerProgram.Output output =
          new ContainerProgram.Output(ends.stdout().number(), ends.stderr().number());
      process = Optional.of(ContainerStart.start(plan, sandbox, cgroup, dirs, output));
      state = new ContainerState.Running(startedAt);
    } catch (StartFailure e) {
      ended(START_ERROR, 0, e.reason(), e.getMessage(), policy);
    } catch (IOException e) {
      ended(START_ERROR, 0, "CreateContainerError", e.getMessage(), policy);
    }
    if (attempt > 0) {
      int before = attempt - 1;
      Thread.ofPlatform().daemon().name("remove").start(() -> forget(before));
    }
  }

  /**
   * Removes what a start before the present one wrote, and the log of the one before that (logs
   * --previous shows the last). On a thread of its own: it may be gigabytes.
   */
  private void forget(int before) {
    try {
      Trees.delete(OverlayDirs.attempt(places.data(), before));
      Files.deleteIfExists(places.logs().resolve(before - 1 + ".log"));
    } catch (IOException e) {
      System.err.println("beanpod: container " + plan.name() + ": " + e.getMessage());
    }
  }

  /** Its process has ended; decides whether and when there is a next one. */
  void exited(Waiting.Exit exit, RestartPolicy policy) {
    process.ifPresent(p -> p.child().pidfd().close());
    process = Optional.empty();
    ended = running;
    endedMillis = clock.monotonicMillis();
    try {
      if (exit.exitCode() == KILLED && cgroup.oomKills() > oomKillsBefore) {
        ended(KILLED, exit.signal(), "OOMKilled", "", policy);
        return;
      }
      ended(
          exit.exitCode(), exit.signal(), exit.exitCode() == 0 ? "Completed" : "Error", "", policy);
    } catch (IOException e) {
      String message = "whether memory ran out is unknown: " + e.getMessage();
      ended(exit.exitCode(), exit.signal(), "Error", message, policy);
    }
  }

  private void ended(int code, int signal, String reason, String message, RestartPolicy policy) {
    ContainerState.Terminated end =
        new ContainerState.Terminated(code, signal, reason, message, startedAt, clock.now(), id);
    long now = clock.monotonicMillis();
    if (!Restarts.wanted(policy, code)) {
      state = end;
      return;
    }
    last = Optional.of(end);
    long delay = backOff.afterExit(now - startedMillis);
    nextStart = now + delay;
    if (message.isEmpty()) {
      String wait = "back-off " + delay / 1000 + "s restarting failed container=" + plan.name();
      state = new ContainerState.Waiting("CrashLoopBackOff", wait);
    } else {
      state = new ContainerState.Waiting(reason, message);
    }
  }

  /**
   * How long its end may still be held back, in milliseconds from now, because what it wrote last
   * is not in its log yet: whoever reads of the end finds the whole log. 0 if the log is there, or
   * another process keeps the stream open for too long.
   */
  long logBehind(LogRelay relay) {
    if (ended.isEmpty() || relay.isDrained(ended.get())) {
      return 0;
    }
    return Math.max(0, endedMillis + LOG_WAIT_MILLIS - clock.monotonicMillis());
  }

  /** There is no next start: what ended last is the state. */
  void giveUp() {
    if (state instanceof ContainerState.Waiting) {
      state =
          last.isPresent()
              ? last.get()
              : new ContainerState.Terminated(
                  KILLED, 0, "ContainerStatusUnknown", "never started", startedAt, clock.now(), id);
    }
  }

  /** Sends a signal to the main process, if there is one. */
  void signal(int signal) throws SyscallException {
    if (process.isPresent()) {
      Processes.signal(process.get().child().pidfd(), signal);
    }
  }
}
