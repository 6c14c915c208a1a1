package io.beanpod.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A container's hooks, {@code v1.Lifecycle}.
 *
 * @param postStart runs beside the container's start; its failure ends the container
 * @param preStop runs before the container is asked to end, within the grace period
 * @param stopSignal number of the signal that asks; empty: the image's
 */
public record Lifecycle(
    Optional<Action> postStart, Optional<Action> preStop, OptionalInt stopSignal) {
  static final String FIELD = "lifecycle";

  static final Lifecycle NONE =
      new Lifecycle(Optional.empty(), Optional.empty(), OptionalInt.empty());

  static Lifecycle decode(Fields container, List<ContainerPort> ports, ContainerScope scope) {
    Optional<Fields> object = container.object(FIELD);
    if (object.isEmpty()) {
      return NONE;
    }
    Fields fields = object.get();
    Lifecycle lifecycle =
        new Lifecycle(
            hook(fields, "postStart", ports, scope),
            hook(fields, "preStop", ports, scope),
            stopSignal(fields, scope));
    fields.end();
    return lifecycle;
  }

  private static Optional<Action> hook(
      Fields lifecycle, String field, List<ContainerPort> ports, ContainerScope scope) {
    Optional<Fields> hook = lifecycle.object(field);
    if (hook.isEmpty()) {
      return Optional.empty();
    }
    Optional<Action> action = new ActionDecoder(hook.get(), ports).ofHook(scope.graceSeconds());
    hook.get().end();
    return action;
  }

  private static OptionalInt stopSignal(Fields lifecycle, ContainerScope scope) {
    Optional<String> name = lifecycle.string("stopSignal");
    if (name.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!scope.hasOs()) {
      lifecycle.problem(
          "stopSignal",
          "may not be set for containers with empty spec.os.name; add os: {name: linux} to the"
              + " spec");
    }
    OptionalInt number = Signals.number(name.get());
    if (number.isEmpty()) {
      lifecycle.problem(
          "stopSignal",
          "\""
              + name.get()
              + "\" is not valid; use a name of signal(7), such as SIGUSR1 or"
              + " SIGRTMIN+1");
    }
    return number;
  }
}
