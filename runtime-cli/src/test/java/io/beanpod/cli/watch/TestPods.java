package io.beanpod.cli.watch;

import io.beanpod.model.Json;
import io.beanpod.store.StoredPod;
import io.beanpod.watch.ChangeSource;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods in memory, and a source of changes that is a script: each wait runs its next line. */
public final class TestPods implements ChangeSource {
  private final Map<String, StoredPod> pods = new LinkedHashMap<>();
  private final Deque<Runnable> script = new ArrayDeque<>();

  /** How long the waits were to last, in order. */
  public final List<Long> waits = new java.util.ArrayList<>();

  /** Puts a pod there, or another state in its place. */
  public TestPods put(String name, String uid, String phase, String label) {
    Map<String, Object> tree =
        Json.copy(
            Map.<String, Object>of(
                "metadata",
                Map.of(
                    "name",
                    name,
                    "namespace",
                    "default",
                    "uid",
                    uid,
                    "labels",
                    Map.of("app", label)),
                "spec",
                Map.of("containers", List.of(Map.of())),
                "status",
                Map.of("phase", phase)));
    pods.put(name, new StoredPod(tree, Path.of("/pods", uid), true));
    return this;
  }

  public void remove(String name) {
    pods.remove(name);
  }

  /** What happens during the next wait that has nothing to do yet. */
  public void then(Runnable change) {
    script.add(change);
  }

  public List<StoredPod> all() {
    return List.copyOf(pods.values());
  }

  public Optional<StoredPod> find(String namespace, String name) {
    return Optional.ofNullable(pods.get(name));
  }

  @Override
  public void prepare() {}

  @Override
  public void attend(Collection<StoredPod> seen) {}

  @Override
  public boolean await(long millis) {
    waits.add(millis);
    if (script.isEmpty()) {
      return false;
    }
    script.remove().run();
    return true;
  }

  @Override
  public void close() {}
}
