package io.beanpod.pod;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
import io.beanpod.network.PodNetwork;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredManifest;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The deletion of one pod: asked for, then waited for. The pause stops the containers and removes
 * the pod's files, so that this process may die meanwhile; what is left after the pause, its own
 * cgroup, goes here or at the next garbage collection.
 */
public final class Deletion {
  private static final int FORCE_MILLIS = 5000;
  private static final int ENDING_MILLIS = 5000;

  private final Root root;
  private final StoredPod pod;
  private final Optional<RuntimeState> runtime;
  private final Optional<Fd> pause;

  private Deletion(Root root, StoredPod pod, Optional<RuntimeState> runtime, Optional<Fd> pause) {
    this.root = root;
    this.pod = pod;
    this.runtime = runtime;
    this.pause = pause;
  }

  /**
   * Asks a pod to end; comes back at once.
   *
   * @param graceSeconds from SIGTERM to SIGKILL; 0 kills at once
   */
  public static Deletion request(Root root, StoredPod pod, int graceSeconds) throws IOException {
    Optional<RuntimeState> runtime = new PodStore(root).runtime(pod);
    Optional<Fd> pause = runtime.isPresent() ? alive(runtime.get()) : Optional.empty();
    if (pause.isPresent()) {
      boolean asked = true;
      try {
        ControlClient.delete(root, pod.uid(), graceSeconds);
      } catch (IOException e) {
        // It takes none while it ends, because of another request: that is what was asked for.
        if (graceSeconds > 0 && ended(pause.get(), ENDING_MILLIS) == 0) {
          pause.get().close();
          throw new IOException(
              "pod \""
                  + pod.name()
                  + "\": its pause does not take requests: "
                  + e.getMessage()
                  + "; --force ends it without asking",
              e);
        }
        asked = false;
      }
      if (graceSeconds == 0 && ended(pause.get(), asked ? FORCE_MILLIS : 0) == 0) {
        // It holds the PID namespace: the kernel ends every process of the pod with it.
        Processes.signal(pause.get(), Processes.SIGKILL);
      }
    }
    StoredManifest.forget(root, pod.uid()); // it was accepted: the next boot must not bring it back
    new PodNetwork(root).follow(); // who is being deleted gets no new connections
    return new Deletion(root, pod, runtime, pause);
  }

  /** The pause, if the recorded process still is it. */
  private static Optional<Fd> alive(RuntimeState runtime) throws IOException {
    Fd pidfd;
    try {
      pidfd = Processes.pidfd(runtime.pause().pid());
    } catch (SyscallException e) {
      // The other two: the number is now that of a thread.
      if (e.errno() == Errno.ESRCH || e.errno() == Errno.EINVAL || e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e; // taken for gone, a living pod would be killed without its grace period
    }
    if (Processes.startTime(runtime.pause().pid()) == runtime.pause().startTime()) {
      return Optional.of(pidfd);
    }
    pidfd.close(); // the number belongs to another process now
    return Optional.empty();
  }

  /** Waits until the pod is gone, and removes what its pause could not. */
  public void await() throws IOException {
    if (pause.isPresent()) {
      try (Fd pidfd = pause.get()) {
        ended(pidfd, -1);
      }
    }
    // A pause that came to its end has removed everything, and the pod's name may be another's by
    // now: then what was bound under it is no business of ours.
    boolean left = Files.exists(root.pod(pod.uid()));
    Leftovers leftovers = new Leftovers(root, CgroupDriver.detect(root));
    leftovers.remove(pod.uid(), pod.namespace(), pod.name(), left ? runtime : Optional.empty());
  }

  private static int ended(Fd pidfd, int millis) throws IOException {
    try (Epoll epoll = new Epoll()) {
      epoll.add(pidfd, 0);
      return epoll.await(millis);
    }
  }
}
