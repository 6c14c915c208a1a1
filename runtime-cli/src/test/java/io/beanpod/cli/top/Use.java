package io.beanpod.cli.top;

import io.beanpod.cgroup.IoBytes;
import io.beanpod.cgroup.Pressure;
import io.beanpod.store.StoredPod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Metrics as the tests need them. */
final class Use {
  private Use() {}

  static ContainerMetrics container(String name, long nanoCores, long mib) {
    return new ContainerMetrics(
        name,
        OptionalLong.of(nanoCores),
        mib * FakeMeter.MIB,
        2,
        Optional.of(new IoBytes(100, 12 * 1024)),
        FakeMeter.PRESSURE);
  }

  /** One of which nothing is known that takes two samples, or v2. */
  static ContainerMetrics fresh(String name) {
    return new ContainerMetrics(
        name, OptionalLong.empty(), FakeMeter.MIB, 1, Optional.empty(), Pressure.NONE);
  }

  static PodMetrics pod(String namespace, String name, ContainerMetrics... containers) {
    return new PodMetrics(
        stored(namespace, name),
        200_000_000,
        List.of(containers),
        Optional.empty(),
        FakeMeter.PRESSURE);
  }

  static PodMetrics withPause(PodMetrics pod, ContainerMetrics pause) {
    return new PodMetrics(
        pod.pod(), pod.windowNanos(), pod.containers(), Optional.of(pause), pod.pressure());
  }

  static StoredPod stored(String namespace, String name) {
    Map<String, Object> metadata =
        Map.of("namespace", namespace, "name", name, "uid", name, "labels", Map.of("app", name));
    return new StoredPod(Map.of("metadata", metadata), Path.of("/nowhere"), true);
  }

  static List<PodMetrics> list(PodMetrics... pods) {
    return new ArrayList<>(List.of(pods));
  }
}
