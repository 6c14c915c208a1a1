package io.beanpod.cli.run;

import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Document;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pod that the flags of {@code run} describe, as kubectl makes it. It is checked as every
 * manifest is; what is wrong is told of the flag that each field came from.
 */
public final class RunPod {
  private static final String CONTAINER = "spec.containers[0].";

  private final RunOptions options;
  private final Map<String, Object> tree = new LinkedHashMap<>();
  private final Map<String, Object> container = new LinkedHashMap<>();
  private final Map<String, String> flags = new LinkedHashMap<>();

  private RunPod(RunOptions options) {
    this.options = options;
  }

  /**
   * Puts it together.
   *
   * @param directory which relative paths of the host begin at
   * @throws UsageError where a flag's value is of another form
   * @throws io.beanpod.cli.Failure where the host has no such path
   */
  public static RunPod of(RunOptions options, Path directory) throws IOException {
    RunPod pod = new RunPod(options);
    pod.build(directory);
    return pod;
  }

  /** The manifest, without defaults. */
  public Map<String, Object> tree() {
    return tree;
  }

  /**
   * The same, valid and with its defaults.
   *
   * @throws InvalidManifest with everything that is wrong with it
   */
  public PodManifest manifest(Node node) {
    return PodManifest.of(new Document("run", 1, "", tree), node, ThreadLocalRandom.current());
  }

  /** The same problems, each with the flag instead of the field that it made. */
  public InvalidManifest byFlags(InvalidManifest e) {
    List<Problem> problems = new ArrayList<>();
    for (Problem problem : e.problems()) {
      problems.add(new Problem(flag(problem.path()), problem.message()));
    }
    return new InvalidManifest("pod/" + options.name(), problems);
  }

  private String flag(String path) {
    for (Map.Entry<String, String> flag : flags.entrySet()) {
      String field = flag.getKey();
      if (path.startsWith(field)
          && (path.length() == field.length() || ".[".indexOf(path.charAt(field.length())) >= 0)) {
        return flag.getValue();
      }
    }
    return path;
  }

  private void build(Path directory) throws IOException {
    flags.put("metadata.name", "NAME " + options.name());
    flags.put(CONTAINER + "name", "NAME " + options.name());
    flags.put("metadata.namespace", "-n " + options.namespace().orElse(""));
    flags.put("metadata.labels", "--labels " + options.labels().orElse(""));
    flags.put(CONTAINER + "image", "--image " + options.image());
    flags.put("spec.restartPolicy", "--restart " + options.restart());
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("labels", labels());
    metadata.put("name", options.name());
    if (options.namespace().isPresent()) {
      metadata.put("namespace", options.namespace().get());
    }
    tree.put("apiVersion", "v1");
    tree.put("kind", "Pod");
    tree.put("metadata", metadata);
    Map<String, Object> spec = new LinkedHashMap<>();
    container.put("name", options.name());
    container.put("image", options.image());
    put(options.command() ? "command" : "args", new ArrayList<>(options.words()));
    put("env", env());
    put("ports", ports());
    put("volumeMounts", mounts(directory, spec));
    container.put("resources", new LinkedHashMap<String, Object>());
    if (options.stdin()) {
      container.put("stdin", true);
      if (!options.leaveStdinOpen()) {
        container.put("stdinOnce", true);
      }
    }
    if (options.tty()) {
      container.put("tty", true);
    }
    spec.put("containers", new ArrayList<Object>(List.of(container)));
    spec.put("dnsPolicy", "ClusterFirst");
    spec.put("restartPolicy", options.restart());
    tree.put("spec", spec);
  }

  private void put(String field, List<Object> list) {
    if (!list.isEmpty()) {
      container.put(field, list);
    }
  }

  private Map<String, Object> labels() {
    Map<String, Object> labels = new LinkedHashMap<>();
    if (options.labels().isEmpty()) {
      labels.put("run", options.name());
      return labels;
    }
    String text = options.labels().get();
    for (String label : text.split(",", -1)) {
      int equals = label.indexOf('=');
      if (equals < 1) {
        throw new UsageError("run", "--labels " + text + ": unexpected label spec: " + label);
      }
      labels.put(label.substring(0, equals), label.substring(equals + 1));
    }
    return labels;
  }

  private List<Object> env() {
    List<Object> env = new ArrayList<>();
    for (String variable : options.env()) {
      int equals = variable.indexOf('=');
      if (equals < 1) {
        throw new UsageError("run", "--env " + variable + ": invalid env, use NAME=VALUE");
      }
      // Its value may be a secret.
      String name = variable.substring(0, equals);
      flags.put(CONTAINER + "env[" + env.size() + "]", "--env " + name);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", name);
      entry.put("value", variable.substring(equals + 1));
      env.add(entry);
    }
    return env;
  }

  /** {@code --port} that {@code -p} names too is one port. */
  private List<Object> ports() {
    List<Object> ports = new ArrayList<>();
    long port = 0;
    if (options.port().isPresent()) {
      port = Ports.number("--port", options.port().get());
    }
    for (String value : options.published()) {
      PublishedPort published = PublishedPort.parse(value);
      flags.put(CONTAINER + "ports[" + ports.size() + "]", PublishedPort.flag(value));
      ports.add(published.port());
      if (published.containerPort() == port && published.protocol().equals("TCP")) {
        port = 0;
      }
    }
    if (port > 0) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("containerPort", port);
      flags.put(CONTAINER + "ports[" + ports.size() + "]", "--port " + port);
      ports.add(entry);
    }
    return ports;
  }

  private List<Object> mounts(Path directory, Map<String, Object> spec) throws IOException {
    List<Object> volumes = new ArrayList<>();
    List<Object> mounts = new ArrayList<>();
    for (String value : options.volumes()) {
      BindMount mount = BindMount.parse(value, directory);
      flags.put("spec.volumes[" + volumes.size() + "]", BindMount.flag(value));
      flags.put(CONTAINER + "volumeMounts[" + volumes.size() + "]", BindMount.flag(value));
      String name = "volume-" + (volumes.size() + 1);
      volumes.add(mount.volume(name));
      mounts.add(mount.mount(name));
    }
    if (!volumes.isEmpty()) {
      spec.put("volumes", volumes);
    }
    return mounts;
  }
}
