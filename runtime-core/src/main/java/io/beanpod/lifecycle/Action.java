package io.beanpod.lifecycle;

/** What the rules of {@link PodLife} want done, now and once. */
public sealed interface Action {
  /** Whom it concerns. */
  ContainerLife container();

  /** Start its process, and report {@code running} or {@code notStarted}. */
  record Start(ContainerLife container) implements Action {}

  /** Begin with its hook, and report its end. */
  record Hook(ContainerLife container, Handler handler, boolean preStop) implements Action {}

  /** Begin with a probe, and report its outcome. */
  record Probe(ContainerLife container, ProbeLife probe) implements Action {}

  /** Send a signal to its main process. */
  record Signal(ContainerLife container, int signal) implements Action {}

  /** Kill all that it is. */
  record Kill(ContainerLife container) implements Action {}
}
