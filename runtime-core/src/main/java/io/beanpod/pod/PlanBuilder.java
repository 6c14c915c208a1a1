package io.beanpod.pod;

import io.beanpod.cgroup.Limits;
import io.beanpod.config.VariableExpansion;
import io.beanpod.container.CommandPath;
import io.beanpod.container.ContainerPlan;
import io.beanpod.image.Image;
import io.beanpod.image.ImageConfig;
import io.beanpod.lifecycle.BackOff;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.linux.IpAddress;
import io.beanpod.model.BackOffAnnotations;
import io.beanpod.model.Container;
import io.beanpod.model.EnvVar;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.Pod;
import io.beanpod.model.PodManifest;
import io.beanpod.model.PodSpec;
import io.beanpod.model.QosClass;
import io.beanpod.model.Sysctl;
import io.beanpod.network.DeclaredPort;
import io.beanpod.network.HostAddress;
import io.beanpod.network.service.ServiceEnvironment;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.volume.VolumesPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a manifest and its images together into what the pause is told. */
final class PlanBuilder {
  private final Root root;
  private final Pod pod;
  private final PodManifest manifest;
  private final LifePlanner life;
  private final Map<String, String> services;
  private final OomScores oomScores;
  private final SeccompPlanner seccomp;

  PlanBuilder(Root root, PodManifest manifest) throws IOException {
    this(root, manifest, Optional.empty());
  }

  /** For a change of a pod whose containers, but for new ones, are as {@code running} has them. */
  PlanBuilder(Root root, PodManifest manifest, Optional<RuntimeState> running) throws IOException {
    this.root = root;
    this.manifest = manifest;
    this.pod = manifest.pod();
    this.life = new LifePlanner(pod.spec().restartPolicy());
    this.seccomp = new SeccompPlanner(root, pod, running);
    this.oomScores = OomScores.onThisHost(pod);
    this.services = services();
  }

  /** Variables of Services, unless the pod wants none; before the first one nothing is read. */
  private Map<String, String> services() throws IOException {
    boolean wanted = !Boolean.FALSE.equals(Json.at(manifest.tree(), "spec", "enableServiceLinks"));
    return wanted && Files.exists(root.objects().resolve(ObjectKind.SERVICE.plural()))
        ? ServiceEnvironment.of(root, pod.metadata().namespace())
        : Map.of();
  }

  /**
   * The plan.
   *
   * @param images that of each container, in the order of {@link PodSpec#allContainers}
   * @param podIps the addresses that the pod has; not looked at with {@code hostNetwork}
   * @param nameserver that knows pods and Services; empty where the pod reaches none
   * @throws IOException naming the container and field where image and manifest do not fit
   */
  PodPlan build(
      String uid,
      List<Image> images,
      List<String> podIps,
      Optional<IpAddress> nameserver,
      Instant now)
      throws IOException {
    PodSpec spec = pod.spec();
    String namespace = pod.metadata().namespace();
    String hostname = hostname();
    ResolvConf.Formed dns = ResolvConf.of(spec, namespace, nameserver);
    String hostIp = HostAddress.read();
    List<String> hostIps = hostIp.isEmpty() ? List.of() : List.of(hostIp);
    List<String> ips = spec.hostNetwork() ? hostIps : podIps;
    DownwardApi downward = new DownwardApi(root, pod, uid, hostIps, ips);
    String reference = pod.metadata().name() + "_" + namespace + "(" + uid + ")";
    CredentialsPlanner users = new CredentialsPlanner(spec.securityContext(), reference);
    List<ContainerPlan> containers = new ArrayList<>();
    Iterator<Image> image = images.iterator();
    for (Container c : spec.initContainers()) {
      containers.add(
          container(c, LifePlanner.kindOfInit(c), image.next(), hostname, downward, users));
    }
    for (Container c : spec.containers()) {
      containers.add(container(c, ContainerKind.MAIN, image.next(), hostname, downward, users));
    }
    for (Container c : spec.ephemeralContainers()) {
      containers.add(
          container(c, ContainerKind.EPHEMERAL, image.next(), hostname, downward, users));
    }
    Map<String, Object> metadata = Json.copy(Json.object(manifest.tree().get("metadata")));
    metadata.put("uid", uid);
    // A pod that is being changed has these two already.
    if (metadata.get("creationTimestamp") == null) {
      metadata.put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS) + "");
    }
    if (metadata.get("generation") == null) {
      metadata.put("generation", 1L);
    }
    Limits limits = ResourcePlanner.ofPod(pod);
    long generation = metadata.get("generation") instanceof Long number ? number : 1;
    return new PodPlan(
        root,
        uid,
        namespace,
        pod.metadata().name(),
        JsonWriter.compact(metadata),
        JsonWriter.compact(manifest.tree().get("spec")),
        QosClass.of(pod).name(),
        hostIp,
        ips,
        DeclaredPort.of(Json.object(manifest.tree().get("spec"))),
        spec.restartPolicy(),
        (int) Math.min(Integer.MAX_VALUE, spec.terminationGracePeriodSeconds()),
        spec.hostNetwork(),
        spec.hostPID(),
        spec.hostIPC(),
        spec.shareProcessNamespace(),
        hostname,
        hosts(podIps),
        dns.conf().text(),
        dns.omissions(),
        sysctls(spec),
        BackOffAnnotations.millis(pod.metadata(), BackOffAnnotations.BASE)
            .orElse(BackOff.BASE_MILLIS),
        BackOffAnnotations.millis(pod.metadata(), BackOffAnnotations.MAX)
            .orElse(BackOff.MAX_MILLIS),
        spec.activeDeadlineSeconds(),
        spec.readinessGates(),
        containers,
        LogAnnotations.limits(pod.metadata().annotations()),
        StorageLimit.of(spec),
        spec.volumes().isEmpty()
            ? VolumesPlan.NONE
            : VolumePlanner.volumes(root, pod, limits.memoryBytes(), downward),
        limits,
        ResourcePlanner.memoryRequest(spec),
        generation);
  }

  private static Map<String, String> sysctls(PodSpec spec) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Sysctl sysctl : spec.securityContext().sysctls()) {
      values.put(sysctl.file(), sysctl.value());
    }
    return values;
  }

  private String hostname() throws IOException {
    if (pod.spec().hostNetwork()) {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }
    return pod.spec().hostnames().nodename(pod.metadata());
  }

  private String hosts(List<String> podIps) throws IOException {
    PodSpec spec = pod.spec();
    if (spec.hostNetwork()) {
      return HostsFile.ofHost(HostFile.text(Path.of("/etc/hosts")), spec.hostAliases());
    }
    return HostsFile.ofPod(
        spec.hostnames().name(pod.metadata()),
        spec.hostnames().domain(pod.metadata()),
        podIps,
        spec.hostAliases());
  }

  private ContainerPlan container(
      Container c,
      ContainerKind kind,
      Image image,
      String hostname,
      DownwardApi downward,
      CredentialsPlanner users)
      throws IOException {
    ImageConfig config = image.config();
    CredentialsPlanner.Planned user = users.plan(c, image);
    boolean lookedUp = EnvironmentPlanner.isNeededFor(c);
    Optional<Map<String, String>> own = lookedUp ? Optional.empty() : Optional.of(ownVariables(c));
    List<String> layers = new ArrayList<>();
    for (Path layer : image.layers()) {
      layers.add(layer.getFileName().toString());
    }
    return new ContainerPlan(
        c.name(),
        image.name().isEmpty() ? c.image() : image.name(),
        image.imageId(),
        layers,
        argv(c, config, own),
        env(c, config, own.orElse(Map.of()), hostname, user.home()),
        lookedUp
            ? Optional.of(EnvironmentPlanner.plan(c, services, literalWords(c, config), downward))
            : Optional.empty(),
        c.workingDir().orElse(config.workingDir().isEmpty() ? "/" : config.workingDir()),
        user.credentials(),
        seccomp.filter(c, user.credentials().capabilities()),
        c.securityContext().privileged(),
        c.securityContext().readOnlyRootFilesystem(),
        user.refusal(),
        c.volumeMounts().isEmpty() ? List.of() : VolumePlanner.mounts(c, own),
        ResourcePlanner.ofContainer(pod, c),
        ResourcePlanner.spelled(c),
        oomScores.of(c),
        life.plan(c, kind, config.stopSignal()));
  }

  private Map<String, String> ownVariables(Container c) {
    Map<String, String> own = new LinkedHashMap<>(services);
    for (EnvVar variable : c.env()) {
      own.put(variable.name(), VariableExpansion.expand(variable.value(), own));
    }
    return own;
  }

  /** How many words of the command are the image's. */
  private static int literalWords(Container c, ImageConfig config) {
    int cmd = c.args().isEmpty() ? config.cmd().size() : 0;
    return c.command().isEmpty() ? config.entrypoint().size() + cmd : 0;
  }

  /**
   * command replaces Entrypoint and drops Cmd; args replace Cmd. Only the manifest's words are
   * expanded: a {@code $$} of the image is a shell's process id, not ours to read.
   *
   * @param variables empty: they are not known yet
   */
  private static List<String> argv(
      Container c, ImageConfig config, Optional<Map<String, String>> variables) throws IOException {
    List<String> argv = new ArrayList<>();
    if (c.command().isEmpty()) {
      argv.addAll(config.entrypoint());
    }
    if (c.command().isEmpty() && c.args().isEmpty()) {
      argv.addAll(config.cmd());
    }
    for (List<String> words : List.of(c.command(), c.args())) {
      for (String word : words) {
        argv.add(variables.isEmpty() ? word : VariableExpansion.expand(word, variables.get()));
      }
    }
    if (argv.isEmpty() || argv.get(0).isEmpty()) {
      throw new IOException(
          c.path()
              + ".command: required: the image \""
              + c.image()
              + "\" has neither Entrypoint nor Cmd");
    }
    return argv;
  }

  private static List<String> env(
      Container c, ImageConfig config, Map<String, String> own, String hostname, String home) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", CommandPath.DEFAULT);
    all.put("HOSTNAME", hostname);
    if (c.streams().tty()) {
      all.put("TERM", "xterm"); // as containerd does
    }
    for (String variable : config.env()) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        all.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    all.putAll(own);
    all.putIfAbsent("HOME", home);
    List<String> env = new ArrayList<>();
    for (Map.Entry<String, String> variable : all.entrySet()) {
      env.add(variable.getKey() + "=" + variable.getValue());
    }
    return env;
  }
}
