package io.beanpod.agent;

import io.beanpod.agent.dns.ClusterNames;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.network.NetworkView;
import io.beanpod.network.Subnet;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import io.beanpod.watch.KernelChanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pods, objects and network below a root, as the files say it. They are read again when
 * something has happened, and somebody wants to know.
 */
final class LiveCluster {
  private final Root root;
  private final KernelChanges changes;
  private final Epoll epoll = new Epoll();
  private Optional<NetworkView> view = Optional.empty();
  private ClusterNames names = new ClusterNames(List.of(), List.of(), List.of());
  private String causes = "";

  LiveCluster(Root root) throws IOException {
    this.root = root;
    changes =
        new KernelChanges(
            root,
            root.network(),
            root.objects().resolve(ObjectKind.SERVICE.plural()),
            root.objects().resolve(ObjectKind.NETWORK_POLICY.plural()));
    epoll.add(changes.readiness(), 0);
    look();
  }

  /** Can be read when something has happened since it was read last. */
  Fd readiness() {
    return changes.readiness();
  }

  /** The network; empty when its last pod is gone. */
  synchronized Optional<NetworkView> view() {
    return view;
  }

  /** What the rules of the packet filter follow from, and pods change by themselves. */
  synchronized String causes() {
    return causes;
  }

  /** The names at this moment. */
  synchronized ClusterNames names() {
    try {
      refresh();
    } catch (IOException e) {
      System.err.println("names are those of before: " + e.getMessage());
    }
    return names;
  }

  /** Reads what has changed, if anything may have. */
  synchronized void refresh() throws IOException {
    if (epoll.await(0) > 0) {
      changes.await(0); // what is told now is seen by the look that follows
      look();
    }
  }

  private void look() throws IOException {
    List<StoredPod> pods;
    do {
      changes.prepare();
      pods = new PodStore(root).list();
      changes.attend(pods);
    } while (changes.missed());
    view = NetworkView.read(root);
    ObjectStore objects = new ObjectStore(root);
    List<StoredObject> services = objects.list(ObjectKind.SERVICE);
    List<StoredObject> ruling = new ArrayList<>(services);
    ruling.addAll(objects.list(ObjectKind.NETWORK_POLICY));
    causes = Causes.of(pods, ruling);
    if (view.isPresent()) {
      List<Subnet> ranges = new ArrayList<>(view.get().ranges());
      ranges.addAll(view.get().services());
      names = NamesOf.cluster(pods, services, ranges);
    }
  }
}
