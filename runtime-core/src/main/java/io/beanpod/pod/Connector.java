package io.beanpod.pod;

import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.model.NetworkAnnotation;
import io.beanpod.model.Pod;
import io.beanpod.model.PodManifest;
import io.beanpod.network.NothingFree;
import io.beanpod.network.PodNetwork;
import io.beanpod.network.cni.CniNetwork;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connects pods in the making, each to the network that it asks for. */
final class Connector {
  private final Root root;
  private final PodNetwork network;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  Connector(Root root) {
    this.root = root;
    network = new PodNetwork(root);
  }

  /**
   * Gives a pod its addresses, before anything of it runs.
   *
   * @return {@code status.podIPs}; none for a pod with a loopback only or the host's network
   * @throws IOException why there is no network; {@link #disconnectAfter} takes back what there is
   *     of it
   */
  List<String> connect(PauseProcess pause, PodManifest manifest) throws IOException {
    try {
      return connectOnce(pause, manifest);
    } catch (IOException e) {
      // Pods that are gone may hold what this one needs; of a plugin's errors none says just that.
      boolean full = e instanceof NothingFree;
      if (!full && NetworkAnnotation.cni(manifest.pod().metadata()).isEmpty()) {
        throw e;
      }
      try {
        disconnect(pause.uid());
      } catch (IOException told) {
        throw e; // after which it is tried again, and told
      }
      if (!GarbageCollector.runAside(root) && !full) {
        throw e;
      }
    }
    return connectOnce(pause, manifest);
  }

  /** Takes back what was given to a pod that is not to be; why it is not is what is told first. */
  void disconnectAfter(Exception why, String uid) {
    try {
      disconnect(uid);
    } catch (IOException alsoFailed) {
      why.addSuppressed(alsoFailed);
    }
  }

  private void disconnect(String uid) throws IOException {
    if (Files.isDirectory(root.cni())) { // else no pod has ever had such a network
      new CniNetwork(root).release(uid);
    }
    network.release(uid);
  }

  private List<String> connectOnce(PauseProcess pause, PodManifest manifest) throws IOException {
    Pod pod = manifest.pod();
    if (pod.spec().hostNetwork()) {
      network.share(pause.uid(), pod.spec());
      return List.of();
    }
    if (NetworkAnnotation.cni(pod.metadata()).isPresent()) {
      network.share(pause.uid(), pod.spec());
      try (Fd namespace = pause.network()) {
        return new CniNetwork(root).attach(pause.uid(), namespace, pod);
      }
    }
    if (!NetworkAnnotation.isBridge(pod.metadata())) {
      return List.of();
    }
    try (Fd namespace = pause.network()) {
      List<String> podIps = network.attach(pause.uid(), namespace, manifest).texts();
      for (String shortcoming : network.shortcomings()) {
        if (said.add(shortcoming)) { // the host's, and not each pod's anew
          System.err.println("beanpod: warning: " + shortcoming);
        }
      }
      return podIps;
    }
  }

  /** Whom a pod may ask for names of pods and Services; empty if it reaches nobody who knows. */
  Optional<IpAddress> nameserver(Pod pod) throws IOException {
    boolean reached = pod.spec().hostNetwork() || NetworkAnnotation.isBridge(pod.metadata());
    return reached ? network.nameserver() : Optional.empty();
  }

  /** Lets the network agent start, if it does not run and has to: nobody waits for it. */
  void startAgent() throws IOException {
    network.startAgent();
  }

  /** A pod is there: it may be ready by now, and then it is its Services'. */
  void connected() {
    network.follow();
  }
}
