package io.beanpod.agent;

import io.beanpod.agent.dns.ClusterNames;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
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
 * something has happened, and somebody wants to know: whoever that is, the one who waits for {@link
 * #news} learns of it. What can't be read is left out; if nothing can, what was known before counts
 * until it can be.
 */
final class LiveCluster {
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final Root root;
  private final KernelChanges changes;
  private final Epoll epoll = new Epoll();
  private final Fd news = Descriptors.event();
  private final Troubles troubles = new Troubles();
  private Optional<NetworkView> view;
  private ClusterNames names = new ClusterNames(List.of(), List.of(), List.of());
  private String causes = "";
  private boolean stale = true;
  private long lookAgainNanos = System.nanoTime();

  /**
   * @param view of the network, until it is looked at
   */
  LiveCluster(Root root, NetworkView view) throws IOException {
    this.root = root;
    this.view = Optional.of(view);
    changes =
        new KernelChanges(
            root,
            root.network(),
            root.objects().resolve(ObjectKind.SERVICE.plural()),
            root.objects().resolve(ObjectKind.NETWORK_POLICY.plural()));
    epoll.add(changes.readiness(), 0);
    refresh();
  }

  /** Can be read when something has happened that nobody has looked at. */
  Fd readiness() {
    return changes.readiness();
  }

  /** Can be read when somebody has looked since {@link #heard}. */
  Fd news() {
    return news;
  }

  /** What is known now is known to the one who waits for news. */
  void heard() throws IOException {
    try (NativeBuffer count = new NativeBuffer(8)) {
      news.read(count); // -1: there was none
    }
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
    refresh();
    return names;
  }

  /**
   * Reads what has changed, if anything may have.
   *
   * @return whether all is known; else what was known before counts, and is to be refreshed again a
   *     second later
   */
  synchronized boolean refresh() {
    try {
      if (epoll.await(0) > 0) {
        changes.await(0); // what is told now is seen by the look that follows, whenever it succeeds
        stale = true;
      }
      if (stale && System.nanoTime() - lookAgainNanos >= 0) {
        look();
        stale = false;
        news.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
      }
    } catch (IOException | RuntimeException e) { // files may hold anything
      lookAgainNanos = System.nanoTime() + RETRY_NANOS;
      troubles.add("what is known is that of before: " + Troubles.text(e));
    }
    return !stale;
  }

  private void look() throws IOException {
    troubles.begin();
    List<StoredPod> pods;
    do {
      changes.prepare();
      pods = new PodStore(root).listReadable(e -> troubles.add("left out: " + e.getMessage()));
      changes.attend(pods);
    } while (changes.missed());
    Optional<NetworkView> seen = NetworkView.read(root);
    ObjectStore objects = new ObjectStore(root);
    List<StoredObject> services = readable(objects, ObjectKind.SERVICE);
    List<StoredObject> ruling = new ArrayList<>(services);
    ruling.addAll(readable(objects, ObjectKind.NETWORK_POLICY));
    if (seen.isPresent()) {
      List<Subnet> ranges = new ArrayList<>(seen.get().ranges());
      ranges.addAll(seen.get().services());
      names = NamesOf.cluster(pods, services, ranges);
    }
    view = seen;
    causes = Causes.of(pods, ruling);
  }

  private List<StoredObject> readable(ObjectStore objects, ObjectKind kind) throws IOException {
    return objects.listReadable(kind, e -> troubles.add("left out: " + e.getMessage()));
  }
}
