package io.beanpod.cli;

import io.beanpod.cli.args.QuickParser;
import io.beanpod.cli.watch.PodWatch;
import io.beanpod.model.Json;
import io.beanpod.store.StoredPod;
import io.beanpod.watch.KernelChanges;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A container that has just been made, by {@code debug} or {@code run}: waits for its start, and
 * attaches to it or, where it was quicker than we, shows what it wrote.
 */
final class NewContainer {
  /** kubectl's {@code --pod-running-timeout}. */
  private static final long START_MILLIS = 60_000;

  private final Context context;
  private final StoredPod pod;
  private final String name;

  /** The container {@code name} of {@code pod}, which may have any state by now. */
  NewContainer(Context context, StoredPod pod, String name) {
    this.context = context;
    this.pod = pod;
    this.name = name;
  }

  /**
   * Waits until it is no longer waiting.
   *
   * @return its state
   * @throws Failure where it could not be started, or not in time
   */
  Map<String, Object> awaitStart() throws IOException {
    Optional<StoredPod> now = await(this::hasStarted, START_MILLIS);
    if (now.isEmpty()) {
      throw new Failure(
          "container "
              + name
              + " has not started within "
              + START_MILLIS / 1000
              + " s; see: beanpod describe pod "
              + pod.name());
    }
    Map<String, Object> state = state(now.get());
    String message = Json.string(Json.at(state, "terminated", "message"));
    if (Json.string(Json.at(state, "terminated", "containerID")).isEmpty() && !message.isEmpty()) {
      throw new Failure("container " + name + " could not be started: " + message);
    }
    return state;
  }

  private boolean hasStarted(StoredPod now) {
    Map<String, Object> state = state(now);
    return state.containsKey("running") || state.containsKey("terminated");
  }

  private Map<String, Object> state(StoredPod now) {
    return Json.object(now.containerStatus(name).get("state"));
  }

  /**
   * Waits until its pod is as wanted.
   *
   * @return the pod; empty where it is not within that time
   * @throws Failure where the pod is deleted
   */
  Optional<StoredPod> await(Predicate<StoredPod> wanted, long millis) throws IOException {
    try (KernelChanges changes = new KernelChanges(context.root())) {
      PodWatch watch =
          new PodWatch(
              () -> context.store().list(pod.namespace()),
              each -> each.uid().equals(pod.uid()),
              changes,
              System::currentTimeMillis);
      long start = System.nanoTime() / 1_000_000;
      for (long left = millis; left > 0; left = millis - (System.nanoTime() / 1_000_000 - start)) {
        watch.look();
        Optional<StoredPod> now = context.store().find(pod.namespace(), pod.name());
        if (now.isEmpty() || !now.get().uid().equals(pod.uid())) {
          throw new Failure("pod " + pod.name() + " was deleted meanwhile");
        }
        if (wanted.test(now.get())) {
          return now;
        }
        watch.await(left);
      }
    }
    return Optional.empty();
  }

  /** Attaches to it, once it has started, until it or its input ends. */
  int attach(boolean stdin, boolean tty, boolean quiet) throws IOException {
    Map<String, Object> state = awaitStart();
    if (!state.containsKey("running") || !stdin) {
      return output();
    }
    try {
      return AttachAction.run(
          context,
          new AttachOptions(pod.namespace(), pod.name(), Optional.of(name), stdin, tty, quiet));
    } catch (Failure e) {
      if (awaitStart().containsKey("terminated")) {
        return output(); // it was quicker than we
      }
      throw e;
    }
  }

  /** What it writes, from its first word on, is in its log: nothing is missed, as by attaching. */
  private int output() throws IOException {
    return new LogsCommand()
        .run(
            context,
            QuickParser.parse(
                    new LogsCommand().definition(),
                    List.of("-f", "-n", pod.namespace(), pod.name(), "-c", name))
                .orElseThrow());
  }
}
