package io.beanpod.pause;

import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;
import io.beanpod.probe.ProbeWorkers;
import io.beanpod.probe.Prober;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does what probes and hooks ask for, in the background: commands by {@link Commands}, questions to
 * the network by threads, sleep by the clock. Whatever way, the outcome comes back on the event
 * loop.
 */
final class Handlers {
  /** For a handler without a time limit. */
  static final long FOREVER = Long.MAX_VALUE;

  private final Commands commands;
  private final Completions completions;
  private final String podAddress;
  private final Clock clock;
  private Optional<ProbeWorkers> workers = Optional.empty();
  private final List<Sleeper> sleepers = new ArrayList<>();

  private record Sleeper(long until, Consumer<ProbeOutcome> then) {}

  /**
   * None yet.
   *
   * @param podAddress whom handlers without a host mean
   */
  Handlers(Commands commands, Completions completions, String podAddress, Clock clock) {
    this.commands = commands;
    this.completions = completions;
    this.podAddress = podAddress;
    this.clock = clock;
  }

  /**
   * Begins.
   *
   * @param timeoutMillis of everything but sleep; {@link #FOREVER}: none
   * @param hook whether it is one, which judges an answer of HTTP more mildly than a probe
   */
  void begin(
      ContainerRun run,
      Handler handler,
      long timeoutMillis,
      boolean hook,
      Consumer<ProbeOutcome> then) {
    if (handler instanceof Handler.Exec exec) {
      commands.start(run, exec.command(), timeoutMillis, then);
    } else if (handler instanceof Handler.Sleep sleep) {
      sleepers.add(new Sleeper(clock.monotonicMillis() + sleep.seconds() * 1000, then));
    } else {
      int millis = (int) Math.min(Integer.MAX_VALUE, timeoutMillis);
      workers()
          .submit(
              () ->
                  hook && handler instanceof Handler.HttpGet get
                      ? Prober.hook(get, podAddress, millis)
                      : Prober.probe(handler, podAddress, millis),
              outcome -> completions.add(() -> then.accept(outcome)));
    }
  }

  /** Made when first needed: most pods have no such probes. */
  private ProbeWorkers workers() {
    if (workers.isEmpty()) {
      workers = Optional.of(new ProbeWorkers());
    }
    return workers.get();
  }

  /** Does what time alone brings. */
  void tick() throws IOException {
    commands.killOverdue();
    long now = clock.monotonicMillis();
    for (Sleeper sleeper : new ArrayList<>(sleepers)) {
      if (sleeper.until() <= now) {
        sleepers.remove(sleeper);
        sleeper.then().accept(ProbeOutcome.success(""));
      }
    }
  }

  /** When {@link #tick} is due, in monotonic milliseconds; {@link Long#MAX_VALUE}: never. */
  long nextAt() {
    long next = commands.nextAt();
    for (Sleeper sleeper : sleepers) {
      next = Math.min(next, sleeper.until());
    }
    return next;
  }
}
