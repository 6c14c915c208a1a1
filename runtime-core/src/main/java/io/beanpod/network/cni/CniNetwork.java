package io.beanpod.network.cni;

import io.beanpod.linux.Fd;
import io.beanpod.model.NetworkAnnotation;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.Pod;
import io.beanpod.network.PodNetwork;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives pods the networks of CNI plugins, and takes them back. As with {@link PodNetwork}, what is
 * given is written down first and forgotten last. Each pod has a {@link PodLock} of its own: pods
 * do not wait for each other.
 */
public final class CniNetwork {
  /** For one call of one plugin. The kubelet gives up on a pod's whole network after 4 minutes. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** For another command, or what it left, to be done with a pod that is gone. */
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

  private final Root root;

  /** The networks of the pods below {@code root}. */
  public CniNetwork(Root root) {
    this.root = root;
  }

  /**
   * Connects a pod to the network that its annotation names.
   *
   * @param uid of the pod, which has a process by now: else {@link #collect} disconnects it
   * @param network the pod's network namespace
   * @return {@code status.podIPs}
   * @throws IOException why there is no network; {@link #release} takes back what there is of it
   */
  public List<String> attach(String uid, Fd network, Pod pod) throws IOException {
    String name = NetworkAnnotation.cni(pod.metadata()).orElseThrow();
    NetworkList list = NetworkLists.find(CniDirectories.lists(), name);
    String plugins = CniDirectories.plugins();
    Map<String, Object> runtime = RuntimeConfig.of(pod, uid);
    String args = args(uid, pod.metadata());
    Path directory = root.cni().resolve(uid);
    Attachment.makeDirectory(directory);
    Optional<PodLock> lock = PodLock.tryOn(directory);
    if (lock.isEmpty()) { // nobody else knows of this pod yet
      throw new IOException("cni network " + name + ": somebody holds a lock on " + directory);
    }
    try (PodLock held = lock.get()) {
      Attachment attachment = new Attachment(uid, list, plugins, args, runtime, Optional.empty());
      attachment.write(directory);
      Path netns = Bindings.path(root, uid);
      Bindings.bind(netns, network);
      Map<String, Object> result = new Chain(attachment, netns, held, PATIENCE).add();
      attachment.with(result).write(directory);
      return AddResult.ips(name, result);
    }
  }

  /** What the container runtimes of the kubelet tell plugins of a pod. */
  private static String args(String uid, ObjectMeta pod) {
    return "IgnoreUnknown=1;K8S_POD_NAMESPACE="
        + pod.namespace()
        + ";K8S_POD_NAME="
        + pod.name()
        + ";K8S_POD_INFRA_CONTAINER_ID="
        + uid
        + ";K8S_POD_UID="
        + uid;
  }

  /**
   * Disconnects a pod that has no processes any more, and gives back its ports of the host.
   *
   * @return what it had: its kind and, quoted, its name
   * @throws IOException which plugins fail, or if another command or one of its plugins is at work
   *     for the pod for more than 10 seconds
   */
  public List<String> release(String uid) throws IOException {
    List<String> removed = new ArrayList<>();
    Path directory = root.cni().resolve(uid);
    Optional<PodLock> lock = PodLock.await(directory, LOCK_PATIENCE);
    if (lock.isPresent()) {
      try (PodLock held = lock.get()) {
        disconnect(uid, directory, held);
        Attachment.remove(directory);
      }
      removed.add("cni \"" + uid + '"');
      removed.addAll(new PodNetwork(root).unshare(uid));
    }
    return removed;
  }

  private void disconnect(String uid, Path directory, PodLock lock) throws IOException {
    Path netns = Bindings.path(root, uid);
    try {
      Optional<Attachment> attachment = Attachment.read(directory);
      if (attachment.isPresent()) {
        new Chain(attachment.get(), netns, lock, PATIENCE).delete();
      }
    } catch (IOException e) {
      IOException told =
          new IOException(
              e.getMessage()
                  + " (for the pod with uid "
                  + uid
                  + ", which is gone; every apply and delete tries again; to give it up: umount -l "
                  + netns
                  + "; rm -rf "
                  + netns
                  + " "
                  + directory
                  + ")",
              e);
      for (Throwable another : e.getSuppressed()) {
        told.addSuppressed(another);
      }
      throw told;
    }
    Bindings.unbind(netns);
  }

  /**
   * Disconnects the pods that are gone.
   *
   * @param inUse whether the pod with that uid still has processes
   * @return what they had: its kind and, quoted, its name
   * @throws IOException what {@code inUse} throws, or the first failure, when all were tried
   */
  public List<String> collect(PodNetwork.InUse inUse) throws IOException {
    List<String> removed = new ArrayList<>();
    IOException failure = null;
    for (String uid : uids()) {
      if (!inUse.test(uid)) {
        try {
          removed.addAll(release(uid));
        } catch (IOException e) {
          if (failure == null) {
            failure = e;
          } else {
            failure.addSuppressed(e);
          }
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    return removed;
  }

  /**
   * Looks whether a pod's network is as its plugins made it: calls them with CHECK.
   *
   * @return empty if the pod has no such network
   */
  public Optional<CniReport> report(String uid) throws IOException {
    Path directory = root.cni().resolve(uid);
    Optional<Attachment> found = Attachment.read(directory);
    if (found.isEmpty() || found.get().result().isEmpty()) {
      return Optional.empty();
    }
    Attachment attachment = found.get();
    NetworkList list = attachment.list();
    List<String> types = new ArrayList<>();
    for (Map<String, Object> plugin : list.plugins()) {
      types.add(plugin.get("type").toString());
    }
    List<String> ips = AddResult.ips(list.name(), attachment.result().get());
    return Optional.of(new CniReport(list.name(), types, ips, check(attachment, directory)));
  }

  private CniReport.Check check(Attachment attachment, Path directory) throws IOException {
    NetworkList list = attachment.list();
    if (list.disableCheck()) {
      return new CniReport.Check.Skipped("the network has disableCheck");
    }
    if (!list.knowsCheck()) {
      return new CniReport.Check.Skipped("protocol " + list.version() + " has none");
    }
    Optional<PodLock> lock = PodLock.tryOn(directory);
    if (lock.isEmpty()) {
      return new CniReport.Check.Skipped("plugins are at work for this pod");
    }
    try (PodLock held = lock.get()) {
      new Chain(attachment, Bindings.path(root, attachment.uid()), held, PATIENCE).check();
      return new CniReport.Check.Passed();
    } catch (IOException e) {
      return new CniReport.Check.Failed(e.getMessage());
    }
  }

  private List<String> uids() throws IOException {
    List<String> uids = new ArrayList<>();
    if (Files.isDirectory(root.cni())) {
      try (DirectoryStream<Path> directories = Files.newDirectoryStream(root.cni())) {
        for (Path directory : directories) {
          uids.add(directory.getFileName().toString());
        }
      }
    }
    return uids;
  }
}
