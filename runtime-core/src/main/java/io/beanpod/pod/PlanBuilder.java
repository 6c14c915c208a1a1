package io.beanpod.pod;

import io.beanpod.cgroup.Limits;
import io.beanpod.container.CommandPath;
import io.beanpod.container.ContainerPlan;
import io.beanpod.image.Image;
import io.beanpod.image.ImageConfig;
import io.beanpod.image.UserLookup;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.model.Container;
import io.beanpod.model.EnvVar;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.Pod;
import io.beanpod.model.PodManifest;
import io.beanpod.model.PodSpec;
import io.beanpod.model.QosClass;
import io.beanpod.model.Quantity;
import io.beanpod.model.ResourceRequirements;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts a manifest and its images together into what the pause is told. */
final class PlanBuilder {
  private final Root root;
  private final Pod pod;
  private final PodManifest manifest;

  PlanBuilder(Root root, PodManifest manifest) {
    this.root = root;
    this.manifest = manifest;
    this.pod = manifest.pod();
  }

  /**
   * The plan.
   *
   * @param images that of each container, in order
   * @throws IOException naming the container and field where image and manifest do not fit
   */
  PodPlan build(String uid, List<Image> images, Instant now) throws IOException {
    PodSpec spec = pod.spec();
    String namespace = pod.metadata().namespace();
    String hostname = hostname();
    List<ContainerPlan> containers = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      containers.add(container(i, images.get(i), hostname));
    }
    Map<String, Object> metadata = Json.copy(Json.object(manifest.tree().get("metadata")));
    metadata.put("uid", uid);
    metadata.put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS) + "");
    return new PodPlan(
        root,
        uid,
        namespace,
        pod.metadata().name(),
        JsonWriter.compact(metadata),
        JsonWriter.compact(manifest.tree().get("spec")),
        QosClass.of(pod).name(),
        HostAddress.read(),
        spec.restartPolicy(),
        (int) Math.min(Integer.MAX_VALUE, spec.terminationGracePeriodSeconds()),
        spec.hostNetwork(),
        spec.hostPID(),
        spec.hostIPC(),
        spec.shareProcessNamespace(),
        hostname,
        EtcContent.hosts(hostname, spec.hostNetwork()),
        EtcContent.resolvConf(),
        BackOff.BASE_MILLIS,
        BackOff.MAX_MILLIS,
        OptionalLong.empty(),
        List.of(),
        containers,
        LogAnnotations.limits(pod.metadata().annotations()));
  }

  private String hostname() throws IOException {
    if (pod.spec().hostNetwork()) {
      return EtcContent.hostHostname();
    }
    return pod.spec().hostname().orElse(EtcContent.label(pod.metadata().name()));
  }

  private ContainerPlan container(int index, Image image, String hostname) throws IOException {
    Container c = pod.spec().containers().get(index);
    ImageConfig config = image.config();
    UserLookup.Identity user;
    try {
      user = new UserLookup(image.layers()).lookup(config.user());
    } catch (IOException e) {
      throw new IOException("spec.containers[" + index + "].image: " + e.getMessage(), e);
    }
    Map<String, String> own = new LinkedHashMap<>();
    for (EnvVar variable : c.env()) {
      own.put(variable.name(), VariableExpansion.expand(variable.value(), own));
    }
    List<String> layers = new ArrayList<>();
    for (Path layer : image.layers()) {
      layers.add(layer.getFileName().toString());
    }
    return new ContainerPlan(
        c.name(),
        image.name().isEmpty() ? c.image() : image.name(),
        image.imageId(),
        layers,
        argv(index, c, config, own),
        env(c, config, own, hostname, user),
        c.workingDir().orElse(config.workingDir().isEmpty() ? "/" : config.workingDir()),
        id(index, user.uid()),
        id(index, user.gid()),
        ids(index, user.groups()),
        limits(c.resources()),
        LifecyclePlan.plain(ContainerKind.MAIN, pod.spec().restartPolicy())
            .withStreams(c.stdin(), c.stdinOnce(), c.tty()));
  }

  /**
   * command replaces Entrypoint and drops Cmd; args replace Cmd. Only the manifest's words are
   * expanded: a {@code $$} of the image is a shell's process id, not ours to read.
   */
  private static List<String> argv(
      int index, Container c, ImageConfig config, Map<String, String> variables)
      throws IOException {
    List<String> argv = new ArrayList<>();
    if (c.command().isEmpty()) {
      argv.addAll(config.entrypoint());
    }
    for (String word : c.command()) {
      argv.add(VariableExpansion.expand(word, variables));
    }
    if (c.command().isEmpty() && c.args().isEmpty()) {
      argv.addAll(config.cmd());
    }
    for (String word : c.args()) {
      argv.add(VariableExpansion.expand(word, variables));
    }
    if (argv.isEmpty() || argv.get(0).isEmpty()) {
      throw new IOException(
          "spec.containers["
              + index
              + "].command: required: the image \""
              + c.image()
              + "\" has neither Entrypoint nor Cmd");
    }
    return argv;
  }

  private static List<String> env(
      Container c,
      ImageConfig config,
      Map<String, String> own,
      String hostname,
      UserLookup.Identity user) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", CommandPath.DEFAULT);
    all.put("HOSTNAME", hostname);
    if (c.tty()) {
      all.put("TERM", "xterm"); // as containerd does
    }
    for (String variable : config.env()) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        all.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    all.putAll(own);
    all.putIfAbsent("HOME", user.home());
    List<String> env = new ArrayList<>();
    for (Map.Entry<String, String> variable : all.entrySet()) {
      env.add(variable.getKey() + "=" + variable.getValue());
    }
    return env;
  }

  private static List<Integer> ids(int index, List<Long> all) throws IOException {
    List<Integer> ids = new ArrayList<>();
    for (long id : all) {
      ids.add(id(index, id));
    }
    return ids;
  }

  /** Kubernetes' range of user and group ids. */
  private static int id(int index, long id) throws IOException {
    if (id > Integer.MAX_VALUE) {
      throw new IOException(
          "spec.containers["
              + index
              + "].image: its user or group id "
              + id
              + " is above 2147483647");
    }
    return (int) id;
  }

  private static Limits limits(ResourceRequirements resources) {
    return new Limits(
        number(resources.limit("memory").map(Quantity::value)),
        number(resources.limit("cpu").map(Quantity::milliValue)),
        number(resources.request("cpu").map(Quantity::milliValue)),
        OptionalLong.empty(),
        true);
  }

  private static OptionalLong number(Optional<Long> value) {
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }
}
