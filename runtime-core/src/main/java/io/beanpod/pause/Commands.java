package io.beanpod.pause;

import io.beanpod.container.InContainer;
import io.beanpod.container.StartFailure;
import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.ProbeOutcome;
import io.beanpod.linux.Child;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The commands of probes and hooks that run in containers now: their output, up to the kubelet's 10
 * KiB, their time limits and their ends. All of it on the event loop, without a thread.
 */
final class Commands {
  private static final int CHUNK = 4096;

  private final boolean ownPid;
  private final Clock clock;
  private final Wakeups wakeups;
  private final Completions completions;
  private final Map<Integer, Running> running = new HashMap<>();
  private final NativeBuffer buffer = new NativeBuffer(CHUNK);

  private static final class Running {
    final List<String> command;
    final Child child;
    final CommandOutput output;
    final long timeoutMillis;
    final long killAt;
    final Consumer<ProbeOutcome> then;
    boolean open = true;
    boolean timedOut;

    Running(
        List<String> command,
        Child child,
        CommandOutput output,
        long timeoutMillis,
        long killAt,
        Consumer<ProbeOutcome> then) {
      this.command = command;
      this.child = child;
      this.output = output;
      this.timeoutMillis = timeoutMillis;
      this.killAt = killAt;
      this.then = then;
    }
  }

  /**
   * None yet.
   *
   * @param ownPid whether each container has a PID namespace of its own
   */
  Commands(boolean ownPid, Clock clock, Wakeups wakeups, Completions completions) {
    this.ownPid = ownPid;
    this.clock = clock;
    this.wakeups = wakeups;
    this.completions = completions;
  }

  /**
   * Starts a command.
   *
   * @param timeoutMillis after which it is killed, a failure; {@link Long#MAX_VALUE}: never
   * @param then takes the outcome, later: unknown if the command could not be started
   */
  void start(
      ContainerRun run, List<String> command, long timeoutMillis, Consumer<ProbeOutcome> then) {
    try {
      Descriptors.Pair pipe = Descriptors.pipe();
      try (Fd theirs = pipe.second()) {
        Descriptors.nonBlocking(pipe.first());
        Child child =
            InContainer.start(
                run.started(), command, run.cgroup(), run.pidfd(), ownPid, theirs.number());
        long now = clock.monotonicMillis();
        long killAt = timeoutMillis > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + timeoutMillis;
        CommandOutput output = new CommandOutput(pipe.first());
        Running started = new Running(command, child, output, timeoutMillis, killAt, then);
        running.put(child.pid(), started);
        wakeups.add(pipe.first(), () -> read(started));
      } catch (IOException e) {
        pipe.first().close();
        throw e;
      }
    } catch (StartFailure e) {
      completions.add(() -> then.accept(ProbeOutcome.unknown(e.getMessage())));
    } catch (IOException e) {
      completions.add(() -> then.accept(ProbeOutcome.unknown("exec: " + e.getMessage())));
    }
  }

  private void read(Running command) {
    try {
      if (!command.output.read(buffer)) {
        close(command);
      }
    } catch (SyscallException e) {
      System.err.println("beanpod: output of a probe or hook: " + e.getMessage());
      close(command);
    }
  }

  private void close(Running command) {
    if (command.open) {
      command.open = false;
      wakeups.remove(command.output.pipe());
      command.output.pipe().close();
    }
  }

  /**
   * A child of the pause has ended.
   *
   * @return whether it was one of these
   */
  boolean exited(Waiting.Exit exit) {
    Running command = running.remove(exit.pid());
    if (command == null) {
      return false;
    }
    if (command.open) {
      read(command);
      close(command);
    }
    command.child.pidfd().close();
    ProbeOutcome outcome = outcome(command, exit.exitCode());
    completions.add(() -> command.then.accept(outcome));
    return true;
  }

  private static ProbeOutcome outcome(Running command, int exitCode) {
    String text = command.output.text();
    if (command.timedOut) {
      return ProbeOutcome.failure(
          "command timed out: \""
              + String.join(" ", command.command)
              + "\" timed out after "
              + command.timeoutMillis / 1000
              + "s");
    }
    if (exitCode == 0) {
      return ProbeOutcome.success(text);
    }
    return ProbeOutcome.failure(
        text.isBlank()
            ? "command \"" + String.join(" ", command.command) + "\" exited with " + exitCode
            : text);
  }

  /** Ends those whose time is over. */
  void killOverdue() throws SyscallException {
    long now = clock.monotonicMillis();
    for (Running command : new ArrayList<>(running.values())) {
      if (!command.timedOut && command.killAt <= now) {
        command.timedOut = true;
        Processes.killGroup(command.child.pid(), Processes.SIGKILL);
      }
    }
  }

  /** When {@link #killOverdue} is due, in monotonic milliseconds; {@link Long#MAX_VALUE}: never. */
  long nextAt() {
    long next = Long.MAX_VALUE;
    for (Running command : running.values()) {
      if (!command.timedOut) {
        next = Math.min(next, command.killAt);
      }
    }
    return next;
  }
}
