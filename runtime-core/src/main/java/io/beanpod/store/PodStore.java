package io.beanpod.store;

import io.beanpod.linux.SmallFile;
import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pods on this host, read from disk. Pods come and go while this reads: one that vanishes half
 * way through is not there.
 */
public final class PodStore {
  /** Name of the v1.Pod in a pod's directory. */
  public static final String POD_FILE = "pod.json";

  private final Root root;
  private final Path proc;

  /** The pods below {@code root}. */
  public PodStore(Root root) {
    this(root, Path.of("/proc"));
  }

  PodStore(Root root, Path proc) {
    this.root = root;
    this.proc = proc;
  }

  /**
   * The pod of that name, if there is one. A name that no pod can have finds nothing.
   *
   * @throws IOException where a file cannot be read or is corrupt
   */
  public Optional<StoredPod> find(String namespace, String name) throws IOException {
    if (!Entries.isName(namespace) || !Entries.isName(name)) {
      return Optional.empty();
    }
    return read(root.name(namespace, name));
  }

  /** All pods of one namespace, by name. */
  public List<StoredPod> list(String namespace) throws IOException {
    List<StoredPod> pods = new ArrayList<>();
    if (Entries.isName(namespace)) {
      for (String name : Entries.of(root.names().resolve(namespace))) {
        read(root.name(namespace, name)).ifPresent(pods::add);
      }
    }
    return pods;
  }

  /** All pods, by namespace and name. */
  public List<StoredPod> list() throws IOException {
    List<StoredPod> pods = new ArrayList<>();
    for (String namespace : Entries.of(root.names())) {
      pods.addAll(list(namespace));
    }
    return pods;
  }

  /**
   * All pods that can be read, by namespace and name: for those whom one broken file must not keep
   * from the others.
   *
   * @param broken takes the trouble with each of the rest
   */
  public List<StoredPod> listReadable(Consumer<IOException> broken) throws IOException {
    List<StoredPod> pods = new ArrayList<>();
    for (String namespace : Entries.of(root.names())) {
      for (String name : Entries.of(root.names().resolve(namespace))) {
        try {
          read(root.name(namespace, name)).ifPresent(pods::add);
        } catch (IOException e) {
          broken.accept(e);
        }
      }
    }
    return pods;
  }

  /**
   * The objects of pods of one namespace that the end of the machine has ended, and that {@code
   * start} may bring back.
   */
  public List<StoredManifest> waiting(String namespace) throws IOException {
    List<StoredManifest> waiting = new ArrayList<>();
    for (String uid : StoredManifest.uids(root)) {
      Optional<StoredManifest> manifest =
          BootId.isOf(root, uid) ? Optional.empty() : StoredManifest.read(root, uid);
      if (manifest.isPresent() && manifest.get().namespace().equals(namespace)) {
        Optional<StoredPod> pod = find(namespace, manifest.get().name());
        if (pod.isEmpty() || pod.get().uid().equals(uid)) { // else another one was applied since
          waiting.add(manifest.get());
        }
      }
    }
    return waiting;
  }

  /** Namespaces that have a pod of that name, in alphabetical order. */
  public List<String> namespacesWith(String name) throws IOException {
    List<String> namespaces = new ArrayList<>();
    for (String namespace : Entries.of(root.names())) {
      if (find(namespace, name).isPresent()) {
        namespaces.add(namespace);
      }
    }
    return namespaces;
  }

  /**
   * A pod's processes, cgroups and overlays; empty while it is being made or removed.
   *
   * @throws java.nio.file.AccessDeniedException where the caller is not root
   */
  public Optional<RuntimeState> runtime(StoredPod pod) throws IOException {
    try {
      return Optional.of(RuntimeState.read(pod.directory()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Optional<StoredPod> read(Path link) throws IOException {
    Map<String, Object> pod;
    Path file = link.resolve(POD_FILE);
    try {
      pod = JsonText.object(file, SmallFile.read(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String uid = Json.string(Json.at(pod, "metadata", "uid"));
    if (!(pod.get("status") instanceof Map) || !Entries.isName(uid)) {
      throw new CorruptState(file, "\"metadata.uid\" or \"status\" is missing");
    }
    Path directory = root.pod(uid);
    // Without the file the pod is still being made, and `apply` says how that ends.
    Optional<ProcessIdentity> pause = pause(directory);
    boolean alive = pause.isPresent() && pause.get().alive(proc);
    if (pause.isPresent() && !alive && PauseDeath.needsPause(pod)) {
      // The pause may have written its last word between our two looks at its files.
      pod = again(file, pod);
      if (PauseDeath.needsPause(pod)) {
        PauseDeath.mark(pod, pause.get().pid());
      }
    }
    TimeLeft.tell(pod, System.currentTimeMillis());
    return Optional.of(new StoredPod(pod, directory, alive));
  }

  private static Map<String, Object> again(Path file, Map<String, Object> before)
      throws IOException {
    try {
      return JsonText.object(file, SmallFile.read(file));
    } catch (NoSuchFileException e) {
      return before;
    }
  }

  private static Optional<ProcessIdentity> pause(Path directory) throws IOException {
    try {
      return Optional.of(RuntimeState.pause(directory));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
