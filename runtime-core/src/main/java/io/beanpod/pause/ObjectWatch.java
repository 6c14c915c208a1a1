package io.beanpod.pause;

import io.beanpod.container.ObjectRef;
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
 * do. Of a file that is replaced the kernel tells once, when the new one is whole.
 */
final class ObjectWatch {
  private static final int CHANGES = Inotify.IN_MOVED_TO | Inotify.IN_DELETE;

  private final PodPlan plan;
  private final Inotify inotify;
  private final Consumer<Set<String>> changed;
  private final Map<Integer, Boolean> secrets = new HashMap<>();
  private final ObjectStore store;

  /**
   * Begins at once.
   *
   * @param changed takes the {@link ObjectRef#id} of each object that has changed; none: any may
   *     have
   * @throws IOException naming the limit of the kernel that is reached
   */
  ObjectWatch(PodPlan plan, Wakeups wakeups, Consumer<Set<String>> changed) throws IOException {
    this.plan = plan;
    this.changed = changed;
    store = new ObjectStore(plan.root());
    try {
      inotify = new Inotify();
      watch(true);
      watch(false);
      wakeups.add(inotify.readable(), this::read);
    } catch (SyscallException e) {
      throw new IOException(
          "the pod's ConfigMaps and Secrets can't be followed: "
              + e.getMessage()
              + "; there may be too many pods that do: sysctl fs.inotify",
          e);
    }
  }

  private void watch(boolean secret) throws IOException {
    ObjectKind kind = secret ? ObjectKind.SECRET : ObjectKind.CONFIG_MAP;
    String directory = store.makeDirectory(kind, plan.namespace()).toString();
    secrets.put(inotify.watch(directory, CHANGES), secret);
  }

  private void read() {
    Set<String> ids = new HashSet<>();
    boolean any = false;
    try {
      for (Inotify.Event event : inotify.await(0)) {
        any |= event.overflow();
        Boolean secret = secrets.get(event.watch());
        Optional<String> name = ObjectStore.nameOfData(event.name());
        if (event.ended() && secret != null) {
          watch(secret); // the directory went with its namespace, and may come back
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
