package io.beanpod.cli.inspect;

import io.beanpod.model.Json;
import io.beanpod.network.cni.CniReport;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All of a pod that {@code inspect} shows.
 *
 * @param network empty where there is no pause, and so no network namespace
 */
public record PodView(
    StoredPod pod,
    RuntimeState runtime,
    Namespaces host,
    ProcessView pause,
    List<ContainerView> containers,
    Optional<NetworkView> network,
    Optional<CniReport> cni) {

  /**
   * Looks at a pod's processes through {@code proc}, the host's {@code /proc}.
   *
   * @param cni its network, if CNI plugins have made that
   */
  public static PodView of(
      Root root, StoredPod pod, RuntimeState runtime, Path proc, Optional<CniReport> cni)
      throws IOException {
    List<ContainerView> containers = new ArrayList<>();
    for (RuntimeState.Container container : runtime.containers()) {
      var status = pod.containerStatus(container.name());
      containers.add(
          new ContainerView(
              container,
              Json.string(status.get("image")),
              ContainerView.stateOf(status),
              ProcessView.read(proc, container.process())));
    }
    Namespaces host = Namespaces.read(proc.resolve("self"));
    ProcessView pause = ProcessView.read(proc, runtime.pause());
    Optional<NetworkView> network = Optional.empty();
    if (!pause.pids().isEmpty()) {
      Path process = proc.resolve(pause.hostPid());
      boolean ofHost = pause.namespaces().owner("net", host, pause.namespaces()).equals("host");
      network = Optional.of(NetworkView.of(root, pod, runtime, proc, process, ofHost));
    }
    return new PodView(pod, runtime, host, pause, List.copyOf(containers), network, cni);
  }

  /** The table view. */
  public String text() {
    return new PodText(this).render();
  }

  /** The same as a tree. */
  public Object tree() {
    return PodTree.of(this);
  }
}
