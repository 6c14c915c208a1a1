package io.beanpod.store;

import io.beanpod.linux.SmallFile;
import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a v1.Pod has no field for: the processes, cgroups and overlays of one pod, as its pause
 * wrote them to {@code runtime.json} (mode 0600: the environments may hold secrets).
 *
 * @param pause the process that holds the pod's namespaces
 * @param netns where the pod's network namespace is bound; empty with {@code hostNetwork}
 * @param netnsInode which one that is: the inode of {@code /proc/PID/ns/net}
 * @param cgroup the pod's cgroup, relative to the root of a hierarchy
 * @param volumeLayers unpacked layers of the images that are volumes
 * @param containers in the order of the pod's spec
 */
public record RuntimeState(
    ProcessIdentity pause,
    Optional<Path> netns,
    long netnsInode,
    boolean hostNetwork,
    boolean hostPid,
    boolean hostIpc,
    boolean shareProcessNamespace,
    String cgroup,
    List<Path> volumeLayers,
    List<Container> containers) {

  /** Name of the file in the pod's directory. */
  public static final String FILE = "runtime.json";

  /**
   * One container.
   *
   * @param id 64 hexadecimal digits
   * @param attempt 0 for the first start, one more for each restart
   * @param process its main process; pid 0 while there is none
   * @param cgroup relative to the root of a hierarchy
   * @param layers the image's unpacked layers, bottom first
   * @param upper the overlay's writable directory; empty before the first start
   * @param root where the overlay was mounted, in a mount namespace that only the container has
   * @param user the uid it runs as
   * @param group the gid it runs as
   * @param groups supplementary gids
   * @param capabilities its bounding set, as a bit mask
   * @param noNewPrivileges whether execve never gives more
   * @param seccompFilter file of the filter of its system calls; empty: it may make any
   * @param workingDir inside the container
   * @param env {@code KEY=VALUE} each
   * @param log the log of this attempt, in CRI format
   */
  public record Container(
      String name,
      String id,
      int attempt,
      ProcessIdentity process,
      String cgroup,
      List<Path> layers,
      Optional<Path> upper,
      Optional<Path> root,
      int user,
      int group,
      List<Integer> groups,
      long capabilities,
      boolean noNewPrivileges,
      Optional<Path> seccompFilter,
      String workingDir,
      List<String> env,
      Optional<Path> log) {}

  /**
   * Reads the file of a pod's directory.
   *
   * @throws java.nio.file.NoSuchFileException where the pod has none (yet, or any more)
   * @throws java.nio.file.AccessDeniedException where the caller is not root
   * @throws CorruptState where the file does not hold what it should
   */
  public static RuntimeState read(Path podDirectory) throws IOException {
    Path file = podDirectory.resolve(FILE);
    Map<String, Object> tree = JsonText.object(file, SmallFile.read(file));
    List<Container> containers = new ArrayList<>();
    for (Object container : Json.list(tree.get("containers"))) {
      containers.add(container(Json.object(container)));
    }
    return new RuntimeState(
        pause(file, tree.get("pause")),
        path(tree.get("netns")),
        number(tree.get("netnsInode")),
        flag(tree, "hostNetwork"),
        flag(tree, "hostPID"),
        flag(tree, "hostIPC"),
        flag(tree, "shareProcessNamespace"),
        Json.string(tree.get("cgroup")),
        paths(tree.get("volumeLayers")),
        List.copyOf(containers));
  }

  /**
   * The pause alone, which the file begins with: what every look at a pod needs.
   *
   * @throws IOException as {@link #read} does
   */
  static ProcessIdentity pause(Path podDirectory) throws IOException {
    Path file = podDirectory.resolve(FILE);
    return pause(file, JsonText.member(file, SmallFile.read(file), "pause"));
  }

  private static ProcessIdentity pause(Path file, Object pause) throws CorruptState {
    if (!(pause instanceof Map)) {
      throw new CorruptState(file, "\"pause\" is missing");
    }
    return process(Json.object(pause));
  }

  /** The pause's own cgroup, relative to the root of a hierarchy. */
  public String pauseCgroup() {
    return cgroup + "/pause";
  }

  /** The container of that name. */
  public Optional<Container> container(String name) {
    for (Container container : containers) {
      if (container.name.equals(name)) {
        return Optional.of(container);
      }
    }
    return Optional.empty();
  }

  private static List<Path> paths(Object list) {
    List<Path> paths = new ArrayList<>();
    for (Object path : Json.list(list)) {
      paths.add(Path.of(Json.string(path)));
    }
    return List.copyOf(paths);
  }

  private static Container container(Map<String, Object> tree) {
    List<Integer> groups = new ArrayList<>();
    for (Object group : Json.list(tree.get("groups"))) {
      groups.add((int) number(group));
    }
    List<String> env = new ArrayList<>();
    for (Object variable : Json.list(tree.get("env"))) {
      env.add(Json.string(variable));
    }
    return new Container(
        Json.string(tree.get("name")),
        Json.string(tree.get("id")),
        (int) number(tree.get("attempt")),
        process(tree),
        Json.string(tree.get("cgroup")),
        paths(tree.get("layers")),
        path(tree.get("upper")),
        path(tree.get("root")),
        (int) number(tree.get("user")),
        (int) number(tree.get("group")),
        List.copyOf(groups),
        number(tree.get("capabilities")),
        flag(tree, "noNewPrivileges"),
        path(tree.get("seccompFilter")),
        Json.string(tree.get("workingDir")),
        List.copyOf(env),
        path(tree.get("log")));
  }

  private static ProcessIdentity process(Map<String, Object> tree) {
    return new ProcessIdentity((int) number(tree.get("pid")), number(tree.get("startTime")));
  }

  private static long number(Object value) {
    return value instanceof Long number ? number : 0;
  }

  private static boolean flag(Map<String, Object> tree, String key) {
    return Boolean.TRUE.equals(tree.get(key));
  }

  private static Optional<Path> path(Object value) {
    String path = Json.string(value);
    return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
  }
}
