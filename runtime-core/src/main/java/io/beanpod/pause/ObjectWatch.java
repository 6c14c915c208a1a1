package io.beanpod.pause;

import io.beanpod.container.ObjectRef;
import io.beanpod.event.EventSink;
import io.beanpod.event.EventType;
import io.beanpod.event.Reasons;
import io.beanpod.lifecycle.Clock;
import io.beanpod.linux.Inotify;
import io.beanpod.linux.SyscallException;
import io.beanpod.pod.PodPlan;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of each change of a ConfigMap or a Secret in the pod's namespace, as the kubelet's watches
 * do. Of a file that is replaced the kernel tells once, when the new one is whole. A pod that the
 * kernel has no watch left for is told every ten seconds that something may have changed.
 */
final class ObjectWatch {
  private static final int CHANGES = Inotify.IN_MOVED_TO | Inotify.IN_DELETE;
  private static final long PERIOD_MILLIS = 10_000;

  private final PodPlan plan;
  private final Clock clock;
  private final Consumer<Set<String>> changed;
  private final Map<Integer, Boolean> secrets = new HashMap<>();
  private final ObjectStore store;
  private long lookAt = Long.MAX_VALUE;

  /**
   * Begins at once.
   *
   * @param events is told of the limit of the kernel that is reached
   * @param changed takes the {@link ObjectRef#id} of each object that has changed; none: any may
   *     have
   */
  ObjectWatch(
      PodPlan plan, Wakeups wakeups, Clock clock, EventSink events, Consumer<Set<String>> changed)
      throws IOException {
    this.plan = plan;
    this.clock = clock;
    this.changed = changed;
    store = new ObjectStore(plan.root());
    try {
      follow(wakeups);
    } catch (SyscallException e) {
      lookAt = clock.monotonicMillis() + PERIOD_MILLIS;
      events.event(
          EventType.Warning,
          Reasons.FAILED_TO_WATCH,
          "",
          "ConfigMaps and Secrets are looked at every 10 seconds instead of at once: "
              + e.getMessage()
              + " (raise fs.inotify.max_user_instances)");
    }
  }

  private void follow(Wakeups wakeups) throws IOException {
    Inotify inotify = new Inotify();
    try {
      watch(inotify, true);
      watch(inotify, false);
      wakeups.add(inotify.readable(), () -> read(inotify));
    } catch (IOException e) {
      inotify.close();
      throw e;
    }
  }

  /** When {@link #look} has something to do, by the monotonic clock, in milliseconds. */
  long nextAt() {
    return lookAt;
  }

  /** Tells of what the kernel does not tell of. */
  void look() {
    long now = clock.monotonicMillis();
    if (now >= lookAt) {
      lookAt = now + PERIOD_MILLIS;
      changed.accept(Set.of());
    }
  }

  private void watch(Inotify inotify, boolean secret) throws IOException {
    ObjectKind kind = secret ? ObjectKind.SECRET : ObjectKind.CONFIG_MAP;
    String directory = store.makeDirectory(kind, plan.namespace()).toString();
    secrets.put(inotify.watch(directory, CHANGES), secret);
  }

  private void read(Inotify inotify) {
    Set<String> ids = new HashSet<>();
    boolean any = false;
    try {
      for (Inotify.Event event : inotify.await(0)) {
        any |= event.overflow();
        Boolean secret = secrets.get(event.watch());
        Optional<String> name = ObjectStore.nameOfData(event.name());
        if (event.ended() && secret != null) {
          watch(inotify, secret); // the directory went with its namespace, and may come back
        } else if (secret != null && name.isPresent()) {
          ids.add(ObjectRef.id(secret, name.get()));
        }
      }
    } catch (IOException e) {
      System.err.println("beanpod: ConfigMaps and Secrets are not followed: " + e.getMessage());
    }
    if (any) {
      changed.accept(Set.of());
    } else if (!ids.isEmpty()) {
      changed.accept(ids);
    }
  }
}
