package io.beanpod.pause;

import io.beanpod.lifecycle.Action;
import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.ContainerLife;
import io.beanpod.lifecycle.PodLife;
import io.beanpod.lifecycle.ProbeLife;
import java.util.Optional;

/** Begins the hooks and probes that the rules want, and tells the rules what came of them. */
final class Asking {
  private final Handlers handlers;
  private final PodLife pod;
  private final Clock clock;
  private final Runnable changed;

  /**
   * Asks nothing yet.
   *
   * @param changed is run where the pod's status is another one by an answer
   */
  Asking(Handlers handlers, PodLife pod, Clock clock, Runnable changed) {
    this.handlers = handlers;
    this.pod = pod;
    this.clock = clock;
    this.changed = changed;
  }

  /** Begins its postStart hook, if it has one. */
  void postStart(ContainerRun run) {
    ContainerLife life = run.life();
    String id = life.id();
    if (life.alive() && life.plan().postStart().isPresent()) {
      handlers.begin(
          run,
          life.plan().postStart().get(),
          Handlers.FOREVER,
          true,
          outcome -> {
            pod.postStartEnded(life, id, outcome.failure());
            changed.run();
          });
    }
  }

  /** Begins its preStop hook. */
  void preStop(ContainerRun run, Action.Hook hook) {
    String id = run.life().id();
    handlers.begin(
        run,
        hook.handler(),
        Math.max(1000, pod.graceMillis()),
        true,
        outcome -> {
          Optional<String> failure = outcome.failure();
          if (failure.isPresent()) { // the status has no place for it
            System.err.println(
                "beanpod: preStop hook of container "
                    + run.life().name()
                    + " failed: "
                    + failure.get());
          }
          pod.preStopEnded(run.life(), id, failure);
        });
  }

  /** Begins a probe. */
  void probe(ContainerRun run, ProbeLife probe) {
    String id = run.life().id();
    probe.launched(clock.monotonicMillis());
    handlers.begin(
        run,
        probe.plan().handler(),
        probe.plan().timeoutSeconds() * 1000L,
        false,
        outcome -> {
          if (pod.probed(run.life(), probe, id, outcome)) {
            changed.run();
          }
        });
  }
}
