package io.beanpod.pod;

import io.beanpod.cgroup.Limits;
import io.beanpod.container.ContainerPlan;
import io.beanpod.model.RestartPolicy;
import io.beanpod.store.Root;
import java.nio.file.Path;
import java.util.List;

/** Plans in which no two values of one type are the same, so that none can stand in for another. */
public final class TestPlans {
  private TestPlans() {}

  /** A pod with these of its switches on. */
  public static PodPlan pod(
      RestartPolicy policy, boolean hostNetwork, boolean hostPid, boolean hostIpc, boolean share) {
    return new PodPlan(
        Root.below(Path.of("/base")),
        "uid-1",
        "ns-1",
        "web",
        "{\"name\":\"web\"}",
        "{\"containers\":[]}",
        "Burstable",
        "192.0.2.7",
        policy,
        31,
        hostNetwork,
        hostPid,
        hostIpc,
        share,
        "web-host",
        "127.0.0.1 localhost\n",
        "nameserver 192.0.2.53\n",
        11_000,
        310_000,
        List.of(container("app"), bare()));
  }

  /** A container with everything. */
  public static ContainerPlan container(String name) {
    return new ContainerPlan(
        name,
        "docker.io/library/nginx:1.27",
        "sha256:1234",
        List.of("layer0", "layer1"),
        List.of("/bin/sh", "-c", "echo größe \uD83D\uDE00"),
        List.of("PATH=/bin", "A=1"),
        "/work",
        1000,
        1001,
        List.of(5, 6),
        Limits.NONE
            .withMemoryBytes(64 << 20)
            .withCpuMilli(500)
            .withCpuRequestMilli(250)
            .withPids(99)
            .withOomGroup(true));
  }

  private static ContainerPlan bare() {
    return new ContainerPlan(
        "bare", "", "", List.of(), List.of("x"), List.of(), "/", 0, 0, List.of(), Limits.NONE);
  }
}
