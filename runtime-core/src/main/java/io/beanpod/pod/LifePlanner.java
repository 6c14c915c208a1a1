package io.beanpod.pod;

import io.beanpod.config.VariableExpansion;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.lifecycle.ProbePlan;
import io.beanpod.lifecycle.RestartRule;
import io.beanpod.model.Action;
import io.beanpod.model.Container;
import io.beanpod.model.ContainerRestart;
import io.beanpod.model.EnvVar;
import io.beanpod.model.Probe;
import io.beanpod.model.RestartPolicy;
import io.beanpod.model.Signals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the containers of a pod live: what their manifest, their pod and their images say, decided.
 */
final class LifePlanner {
  private final RestartPolicy podPolicy;

  /** A planner for a pod with that restart policy. */
  LifePlanner(RestartPolicy podPolicy) {
    this.podPolicy = podPolicy;
  }

  /**
   * The part that a container of {@code initContainers} plays: a sidecar is one that is always
   * restarted.
   */
  static ContainerKind kindOfInit(Container container) {
    return container.restart().always() ? ContainerKind.SIDECAR : ContainerKind.INIT;
  }

  /**
   * One container's plan.
   *
   * @param imageSignal the image's StopSignal; may be empty
   * @throws IOException if the image's StopSignal is none
   */
  LifecyclePlan plan(Container container, ContainerKind kind, String imageSignal)
      throws IOException {
    return new LifecyclePlan(
        kind,
        restartPolicy(container, kind),
        rules(container),
        probe(container, container.probes().startup()),
        probe(container, container.probes().liveness()),
        probe(container, container.probes().readiness()),
        handler(container.lifecycle().postStart()),
        handler(container.lifecycle().preStop()),
        stopSignal(container, imageSignal),
        container.terminationMessage().path(),
        container.terminationMessage().fallbackToLogs(),
        container.streams().stdin(),
        container.streams().stdinOnce(),
        container.streams().tty(),
        container.targetContainerName().filter(name -> !name.isEmpty()));
  }

  /** An init container of a pod that is always restarted is only tried again until it succeeds. */
  private RestartPolicy restartPolicy(Container container, ContainerKind kind) {
    if (kind == ContainerKind.EPHEMERAL) {
      return RestartPolicy.Never;
    }
    if (container.restart().policy().isPresent()) {
      return container.restart().policy().get();
    }
    return kind == ContainerKind.INIT && podPolicy == RestartPolicy.Always
        ? RestartPolicy.OnFailure
        : podPolicy;
  }

  private static List<RestartRule> rules(Container container) {
    List<RestartRule> rules = new ArrayList<>();
    for (ContainerRestart.Rule rule : container.restart().rules()) {
      rules.add(new RestartRule(rule.in(), rule.values()));
    }
    return rules;
  }

  private static int stopSignal(Container container, String imageSignal) throws IOException {
    if (container.lifecycle().stopSignal().isPresent()) {
      return container.lifecycle().stopSignal().getAsInt();
    }
    if (imageSignal.isEmpty()) {
      return Signals.SIGTERM;
    }
    OptionalInt number = Signals.numberInImage(imageSignal);
    if (number.isEmpty()) {
      throw new IOException(
          container.path()
              + ".image: \""
              + container.image()
              + "\" has StopSignal "
              + imageSignal
              + ", which is no signal of Linux; set lifecycle.stopSignal");
    }
    return number.getAsInt();
  }

  private static Optional<ProbePlan> probe(Container container, Optional<Probe> probe) {
    if (probe.isEmpty()) {
      return Optional.empty();
    }
    Probe p = probe.get();
    return Optional.of(
        new ProbePlan(
            probed(container, p.action()),
            p.initialDelaySeconds(),
            p.timeoutSeconds(),
            p.periodSeconds(),
            p.successThreshold(),
            p.failureThreshold(),
            p.terminationGracePeriodSeconds()));
  }

  /**
   * {@code ExpandContainerCommandOnlyStatic} of the kubelet: of the variables, a probe's command
   * knows what the manifest itself says; that of a hook knows none.
   */
  private static Handler probed(Container container, Action action) {
    if (!(action instanceof Action.Exec exec)) {
      return handler(action);
    }
    Map<String, String> values = new HashMap<>();
    for (EnvVar variable : container.env()) {
      values.put(variable.name(), variable.value());
    }
    List<String> words = new ArrayList<>();
    for (String word : exec.command()) {
      words.add(VariableExpansion.expand(word, values));
    }
    return new Handler.Exec(words);
  }

  private static Optional<Handler> handler(Optional<Action> action) {
    return action.isEmpty() ? Optional.empty() : Optional.of(handler(action.get()));
  }

  private static Handler handler(Action action) {
    if (action instanceof Action.Exec exec) {
      return new Handler.Exec(exec.command());
    }
    if (action instanceof Action.HttpGet get) {
      List<Handler.Header> headers = new ArrayList<>();
      for (Action.HttpHeader header : get.headers()) {
        headers.add(new Handler.Header(header.name(), header.value()));
      }
      String path = get.path().startsWith("/") ? get.path() : "/" + get.path();
      return new Handler.HttpGet(get.https(), get.host(), get.port().number(), path, headers);
    }
    if (action instanceof Action.TcpSocket tcp) {
      return new Handler.TcpSocket(tcp.host(), tcp.port().number());
    }
    if (action instanceof Action.Grpc grpc) {
      return new Handler.Grpc(grpc.port().number(), grpc.service());
    }
    return new Handler.Sleep(((Action.Sleep) action).seconds());
  }
}
