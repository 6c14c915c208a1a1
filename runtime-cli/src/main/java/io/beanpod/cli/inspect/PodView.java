package io.beanpod.cli.inspect;

import io.beanpod.model.Json;
import io.beanpod.network.cni.CniReport;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All of a pod that {@code inspect} shows. */
public record PodView(
    StoredPod pod,
    RuntimeState runtime,
    Namespaces host,
    ProcessView pause,
    List<ContainerView> containers,
    Optional<CniReport> cni) {

  /**
   * Looks at a pod's processes through {@code proc}, the host's {@code /proc}.
   *
   * @param cni its network, if CNI plugins have made that
   */
  public static PodView of(StoredPod pod, RuntimeState runtime, Path proc, Optional<CniReport> cni)
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
    return new PodView(
        pod,
        runtime,
        Namespaces.read(proc.resolve("self")),
        ProcessView.read(proc, runtime.pause()),
        List.copyOf(containers),
        cni);
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
