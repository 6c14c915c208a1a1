package io.beanpod.pause;

import io.beanpod.cgroup.LimitChange;
import io.beanpod.cgroup.Limits;
import io.beanpod.container.ContainerPlan;
import io.beanpod.event.EventSink;
import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.PodLife;
import io.beanpod.lifecycle.PodResize;
import io.beanpod.model.JsonWriter;
import io.beanpod.pod.NodeCapacity;
import io.beanpod.pod.PodPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Changes what the pod's containers may use while they run, as the kubelet does it: what the spec
 * asks for is granted or not, as a whole; what is granted is carried out by writing limits, or by a
 * restart first where {@code resizePolicy} wants one.
 *
 * <p>A limit of memory is not lowered to what is in use or below: that would kill. It is tried
 * again until it can be done. What a container that does not run has granted, it starts with.
 */
final class Resizer {
  private final Containers containers;
  private final PodLife pod;
  private final PodResize state;

  /** Which run of a container was ended to have its new resources, by the id of that run. */
  private final Map<ContainerRun, String> ended = new HashMap<>();

  /** The widest limits that those may have whose change began and has not succeeded yet. */
  private final Map<ContainerRun, Limits> unsettled = new HashMap<>();

  private boolean waiting;

  Resizer(Containers containers, PodLife pod, Clock clock, EventSink events) {
    this.containers = containers;
    this.pod = pod;
    state = new PodResize(clock, events);
  }

  /**
   * Decides about the resources that a new plan asks for.
   *
   * @return the plan with the resources that are granted: those before, where the new ones are more
   *     than this host has
   */
  PodPlan grant(PodPlan before, PodPlan asked) throws IOException {
    if (!resized(before, asked)) {
      state.notPending();
      return asked;
    }
    Optional<String> shortage =
        NodeCapacity.read()
            .shortage(asked.limits().cpuRequestMilli().orElse(0), asked.memoryRequestBytes());
    if (shortage.isPresent()) {
      state.infeasible(shortage.get(), asked.generation(), error -> summary(asked, error));
      return asked.withResourcesOf(before);
    }
    ended.clear();
    state.started(asked.generation(), error -> summary(asked, error));
    return asked;
  }

  private static boolean resized(PodPlan before, PodPlan asked) {
    for (ContainerPlan c : asked.containers()) {
      Optional<ContainerPlan> old = before.container(c.name());
      if (old.isPresent() && !old.get().resources().same(c.resources())) {
        return true;
      }
    }
    return false;
  }

  /** {@code status.conditions} that tell of it. */
  List<PodResize.Condition> conditions() {
    return state.conditions();
  }

  /** When {@link #tick} has something to do, by the monotonic clock. */
  long nextAt() {
    return waiting || pod.stopping() ? Long.MAX_VALUE : state.nextAt();
  }

  /**
   * Goes on with what is granted; to be called after the end of a container, too, and before its
   * next start.
   *
   * @return whether the status is another one by it
   */
  boolean tick(long now) {
    if (!state.inProgress() || pod.stopping() || (!waiting && now < state.nextAt())) {
      return false;
    }
    List<ContainerRun> changed = new ArrayList<>();
    for (ContainerRun run : containers.all()) {
      if (unsettled.containsKey(run) || !run.inForce().resources().same(run.plan().resources())) {
        changed.add(run);
      }
    }
    boolean waited = waiting;
    waiting = restart(changed);
    if (waiting) {
      return !waited;
    }
    try {
      return carryOut(changed);
    } catch (IOException e) {
      return state.failed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Ends those that need a restart, once each.
   *
   * @return whether one of them still runs
   */
  private boolean restart(List<ContainerRun> changed) {
    boolean running = false;
    for (ContainerRun run : changed) {
      boolean needed = run.plan().resources().needRestart(run.inForce().resources());
      if (needed && run.life().alive()) {
        String id = run.life().id();
        if (ended.putIfAbsent(run, id) == null) {
          run.life().resize(pod.graceMillis());
        }
        running |= id.equals(ended.get(run));
      }
    }
    return running;
  }

  private boolean carryOut(List<ContainerRun> changed) throws IOException {
    LimitChange.Part all = containers.limitChange();
    List<ContainerRun> idle = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    inTheWay("pod", all, obstacles);
    for (ContainerRun run : changed) {
      if (run.life().alive()) {
        inTheWay("container \"" + run.plan().name() + "\"", part(run), obstacles);
      } else {
        idle.add(run);
      }
    }
    if (obstacles.isEmpty()) {
      write(all, changed);
      state.completed();
      return true;
    }
    // Who is started next has what it was granted, whatever the others use.
    if (!idle.isEmpty()) {
      write(all.widened(), idle);
    }
    boolean news =
        state.failed(
            "cannot decrease memory limits: "
                + (obstacles.size() == 1
                    ? obstacles.get(0)
                    : "[" + String.join(", ", obstacles) + "]"));
    return news || !idle.isEmpty();
  }

  /** Where one write fails, those before it are done: all of them are written again then. */
  private void write(LimitChange.Part all, List<ContainerRun> runs) throws IOException {
    List<LimitChange.Part> parts = new ArrayList<>();
    for (ContainerRun run : runs) {
      LimitChange.Part part = part(run);
      parts.add(part);
      unsettled.put(run, part.widened().after());
    }
    containers.limitedUpTo(all.widened().after());
    LimitChange.write(all, parts);
    containers.limited(all.after());
    for (ContainerRun run : runs) {
      run.resized();
      unsettled.remove(run);
    }
  }

  private LimitChange.Part part(ContainerRun run) {
    Limits before = unsettled.getOrDefault(run, run.inForce().limits());
    return new LimitChange.Part(run.cgroup(), before, run.plan().limits());
  }

  private static void inTheWay(String what, LimitChange.Part part, List<String> obstacles)
      throws IOException {
    OptionalLong used = part.memoryInTheWay();
    if (used.isPresent()) {
      obstacles.add(
          "attempting to set "
              + what
              + " memory limit ("
              + part.after().memoryBytes().orElse(0)
              + ") below current usage ("
              + used.getAsLong()
              + ")");
    }
  }

  /** The kubelet's {@code podResourceSummary}, as JSON. */
  private static String summary(PodPlan plan, String error) {
    Map<String, Object> tree = new LinkedHashMap<>();
    List<Object> init = new ArrayList<>();
    List<Object> main = new ArrayList<>();
    for (ContainerPlan c : plan.containers()) {
      ContainerKind kind = c.life().kind();
      if (kind != ContainerKind.EPHEMERAL) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("name", c.name());
        item.put("resources", c.resources().tree());
        (kind == ContainerKind.MAIN ? main : init).add(item);
      }
    }
    if (!init.isEmpty()) {
      tree.put("initContainers", init);
    }
    tree.put("containers", main);
    tree.put("generation", plan.generation());
    if (!error.isEmpty()) {
      tree.put("error", error);
    }
    return JsonWriter.compact(tree);
  }
}
