package io.beanpod.pod;

import io.beanpod.cgroup.HugePages;
import io.beanpod.cgroup.Limits;
import io.beanpod.cgroup.MemoryQos;
import io.beanpod.container.ContainerPlan;
import io.beanpod.container.ContainerResources;
import io.beanpod.container.Credentials;
import io.beanpod.container.EnvironmentPlan;
import io.beanpod.container.MountPlan;
import io.beanpod.container.ObjectRef;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.lifecycle.LogLimits;
import io.beanpod.lifecycle.ProbePlan;
import io.beanpod.lifecycle.RestartRule;
import io.beanpod.model.FsGroup;
import io.beanpod.model.HostPathVolumeSource;
import io.beanpod.model.RestartPolicy;
import io.beanpod.network.DeclaredPort;
import io.beanpod.store.Root;
import io.beanpod.volume.VolumePlan;
import io.beanpod.volume.VolumesPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Plans in which no two values of one type are the same, so that none can stand in for another. */
public final class TestPlans {
  private TestPlans() {}

  /** A pod with these of its switches on. */
  public static PodPlan pod(
      RestartPolicy policy, boolean hostNetwork, boolean hostPid, boolean hostIpc, boolean share) {
    return pod(policy, hostNetwork, hostPid, hostIpc, share, "{\"containers\":[]}");
  }

  /** The same, with a spec. */
  public static PodPlan pod(
      RestartPolicy policy,
      boolean hostNetwork,
      boolean hostPid,
      boolean hostIpc,
      boolean share,
      String spec) {
    return new PodPlan(
        Root.below(Path.of("/base")),
        "uid-1",
        "ns-1",
        "web",
        "{\"name\":\"web\"}",
        spec,
        "Burstable",
        "192.0.2.7",
        hostNetwork ? List.of("192.0.2.7") : List.of("10.88.0.7", "fd00::7"),
        List.of(new DeclaredPort("app", "UDP", 53, 5353, "192.0.2.7")),
        policy,
        31,
        hostNetwork,
        hostPid,
        hostIpc,
        share,
        "web-host",
        "127.0.0.1 localhost\n",
        "nameserver 192.0.2.53\n",
        List.of("some nameservers have been omitted"),
        Map.of("net/ipv4/tcp_syncookies", "0"),
        11_000,
        310_000,
        OptionalLong.of(600),
        List.of("example.com/gate"),
        List.of(container("app"), bare()),
        new LogLimits(4096, 3),
        List.of(
            new StorageLimit(StorageLimit.Of.VOLUME, "cache", 5000, "5k"),
            new StorageLimit(StorageLimit.Of.POD, "", 3L << 30, "3Gi"),
            new StorageLimit(StorageLimit.Of.CONTAINER, "app", 1000, "1k")),
        new VolumesPlan(
            List.of(
                new VolumePlan.EmptyDir("cache"),
                new VolumePlan.Memory("fast", 8 << 20),
                new VolumePlan.HostPath("logs", "/var/log", HostPathVolumeSource.Type.Directory),
                new VolumePlan.Claim("data", "data-claim", true, false),
                new VolumePlan.Image("tools", "tools:1", List.of("layer2", "layer3"))),
            Optional.of(new FsGroup(2000, true))),
        Limits.NONE.withMemoryBytes(1 << 30).withCpuRequestMilli(750).withPids(512),
        256 << 20,
        7);
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
        Optional.of(environment()),
        "/work",
        new Credentials(1000, 1001, List.of(5, 6), 1L << 40, true),
        Optional.of(Path.of("/var/lib/beanpod/seccomp-filters/a.bpf")),
        true,
        false,
        Optional.of("it has runAsNonRoot"),
        List.of(
            new MountPlan("cache", "/cache", "a/b", "", false, false, true, ""),
            new MountPlan("logs", "/logs", "", "", true, false, false, "missing value for X"),
            new MountPlan("data", "/data", "", "$(A)", true, true, false, "")),
        Limits.NONE
            .withMemoryQos(new MemoryQos(32 << 20, 48 << 20))
            .withHugePages(List.of(new HugePages(2 << 20, 4 << 20), new HugePages(1 << 30, 0)))
            .withMemoryBytes(64 << 20)
            .withCpuMilli(500)
            .withCpuRequestMilli(250)
            .withPids(99)
            .withOomGroup(true),
        new ContainerResources(
            Map.of("cpu", "500m", "memory", "64Mi"), Map.of("cpu", "250m"), false, true),
        -997,
        life());
  }

  private static EnvironmentPlan environment() {
    ObjectRef settings = new ObjectRef(false, "settings", true);
    ObjectRef login = new ObjectRef(true, "login", false);
    return new EnvironmentPlan(
        Map.of("WEB_SERVICE_HOST", "10.96.0.7"),
        List.of(new EnvironmentPlan.From(settings, "APP_")),
        List.of(
            new EnvironmentPlan.Variable("A", "1 $(B)", Optional.empty()),
            new EnvironmentPlan.Variable(
                "B", "", Optional.of(new EnvironmentPlan.Key(login, "password")))),
        2);
  }

  /** The control request that makes this plan the pod's. */
  public static byte[] request(PodPlan plan) {
    byte[] bytes = PlanCodec.encode(plan);
    byte[] line = ("update " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] request = Arrays.copyOf(line, line.length + bytes.length);
    System.arraycopy(bytes, 0, request, line.length, bytes.length);
    return request;
  }

  private static LifecyclePlan life() {
    Handler http =
        new Handler.HttpGet(
            true, "localhost", 8443, "/healthz?full", List.of(new Handler.Header("X-A", "b")));
    return new LifecyclePlan(
        ContainerKind.MAIN,
        RestartPolicy.OnFailure,
        List.of(new RestartRule(true, List.of(42, 43)), new RestartRule(false, List.of(1))),
        Optional.of(
            new ProbePlan(new Handler.Grpc(9090, "health"), 1, 2, 3, 4, 5, OptionalLong.of(6))),
        Optional.of(new ProbePlan(http, 7, 8, 9, 10, 11, OptionalLong.empty())),
        Optional.of(
            new ProbePlan(new Handler.TcpSocket("", 80), 12, 13, 14, 15, 16, OptionalLong.empty())),
        Optional.of(new Handler.Exec(List.of("touch", "/started"))),
        Optional.of(new Handler.Sleep(17)),
        18,
        "/dev/last-words",
        true,
        true,
        false,
        true,
        Optional.of("bare"));
  }

  private static ContainerPlan bare() {
    return new ContainerPlan(
        "bare",
        "",
        "",
        List.of(),
        List.of("x"),
        List.of(),
        Optional.empty(),
        "/",
        new Credentials(0, 0, List.of(), 0, false),
        Optional.empty(),
        false,
        true,
        Optional.empty(),
        List.of(),
        Limits.NONE,
        ContainerResources.NONE,
        1000,
        LifecyclePlan.plain(ContainerKind.SIDECAR, RestartPolicy.Always));
  }
}
