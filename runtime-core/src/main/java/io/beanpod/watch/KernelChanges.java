package io.beanpod.watch;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Inotify;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
import io.beanpod.store.PodStore;
import io.beanpod.store.ProcessIdentity;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes as the kernel tells them: names that come and go, and each {@code pod.json} that is
 * replaced, by inotify(7); a pause that is killed, which writes nothing any more, by its pidfd.
 */
public final class KernelChanges implements ChangeSource {
  private static final Path PROC = Path.of("/proc");
  private static final int NAMES = Inotify.IN_CREATE | Inotify.IN_DELETE | Inotify.IN_MOVED_TO;

  private final Root root;
  private final List<Path> trees = new ArrayList<>();
  private final PodStore store;
  private final Inotify inotify = new Inotify();
  private final Map<String, Fd> pauses = new HashMap<>();
  private boolean missed;

  /**
   * Watches nothing before {@link #prepare}.
   *
   * @param more directories, whose entries and the entries of those are watched too: others' than
   *     the pods'
   * @throws SyscallException where the user has too many inotify instances
   */
  public KernelChanges(Root root, Path... more) throws SyscallException {
    this.root = root;
    trees.add(root.names());
    trees.addAll(List.of(more));
    this.store = new PodStore(root);
  }

  @Override
  public void prepare() throws IOException {
    for (Path tree : trees) {
      watchNearest(tree);
      for (Path entry : entries(tree)) {
        watch(entry, NAMES);
      }
    }
    for (Path pod : entries(root.pods())) {
      watch(pod, Inotify.IN_MOVED_TO); // how AtomicFile puts a new pod.json in the old one's place
    }
  }

  /** Before the first entry was made there is no such directory: then, what it will be made in. */
  private void watchNearest(Path directory) throws IOException {
    Path nearest;
    do {
      nearest = nearest(directory);
      watch(nearest, NAMES);
    } while (!nearest.equals(nearest(directory)));
  }

  private static Path nearest(Path directory) {
    Path nearest = directory;
    while (!Files.isDirectory(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  private void watch(Path directory, int mask) throws SyscallException {
    try {
      inotify.watch(directory.toString(), mask);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
        throw e;
      }
      // It went while we were on our way, which its parent's watch tells.
    }
  }

  @Override
  public void attend(Collection<StoredPod> pods) throws IOException {
    missed = false;
    Set<String> alive = new HashSet<>();
    for (StoredPod pod : pods) {
      if (pod.pauseAlive()) {
        alive.add(pod.uid());
        if (!pauses.containsKey(pod.uid())) {
          watchPause(pod);
        }
      }
    }
    for (String uid : List.copyOf(pauses.keySet())) {
      if (!alive.contains(uid)) {
        try (Fd pause = pauses.remove(uid)) {
          inotify.forget(pause);
        }
      }
    }
  }

  private void watchPause(StoredPod pod) throws IOException {
    Optional<RuntimeState> runtime = store.runtime(pod);
    if (runtime.isEmpty()) {
      return;
    }
    ProcessIdentity identity = runtime.get().pause();
    try {
      Fd pause = Processes.pidfd(identity.pid());
      pauses.put(pod.uid(), pause);
      inotify.wakeAt(pause);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ESRCH && e.errno() != Errno.EINVAL) {
        throw e;
      }
    }
    // What ended since the look, with its number free or taken again, needs another look.
    missed |= !identity.alive(PROC);
  }

  /** Whether a pod's pause ended while it was looked at: then it is worth to look again at once. */
  public boolean missed() {
    return missed;
  }

  /** Can be read when something has happened: for others that wait for more. */
  public Fd readiness() {
    return inotify.readiness();
  }

  @Override
  public boolean await(long millis) throws IOException {
    if (!missed) {
      inotify.await(millis < 0 ? -1 : (int) Math.min(millis, Integer.MAX_VALUE));
    }
    return true;
  }

  private static List<Path> entries(Path directory) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(paths::add);
    } catch (NoSuchFileException e) {
      return paths; // no pod was ever made here
    }
    return paths;
  }

  @Override
  public void close() {
    pauses.values().forEach(Fd::close);
    inotify.close();
  }
}
