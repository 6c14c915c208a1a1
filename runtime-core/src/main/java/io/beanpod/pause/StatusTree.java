package io.beanpod.pause;

import io.beanpod.container.MountPlan;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.ContainerLife;
import io.beanpod.lifecycle.ContainerState;
import io.beanpod.lifecycle.PodLife;
import io.beanpod.model.Timestamp;
import io.beanpod.pod.PodPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code status} of a v1.Pod, as a tree for {@code JsonWriter}. */
final class StatusTree {
  private final PodPlan plan;
  private final Instant startTime;
  private final Conditions conditions;
  private long generation;

  StatusTree(PodPlan plan, Instant startTime) {
    this.plan = plan;
    this.startTime = startTime;
    conditions = new Conditions(plan.readinessGates());
    observed(plan.generation());
  }

  /** It is about that {@code metadata.generation} from now on. */
  void observed(long newGeneration) {
    generation = newGeneration;
    conditions.observed(newGeneration);
  }

  Conditions conditions() {
    return conditions;
  }

  Map<String, Object> of(PodLife pod, List<ContainerView> containers, Instant now) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("observedGeneration", generation);
    status.put("phase", pod.phase().name());
    status.put("conditions", conditions.of(pod, now));
    if (!pod.reason().isEmpty()) {
      status.put("reason", pod.reason());
      status.put("message", pod.message());
    }
    if (!plan.hostIp().isEmpty()) {
      status.put("hostIP", plan.hostIp());
      status.put("hostIPs", List.of(Map.of("ip", plan.hostIp())));
    }
    if (!plan.podIps().isEmpty()) {
      List<Object> ips = new ArrayList<>();
      for (String ip : plan.podIps()) {
        ips.add(Map.of("ip", ip));
      }
      status.put("podIP", plan.podIps().get(0));
      status.put("podIPs", ips);
    }
    status.put("startTime", Timestamp.seconds(startTime));
    status.put("qosClass", plan.qosClass());
    List<Object> init = new ArrayList<>();
    List<Object> main = new ArrayList<>();
    List<Object> ephemeral = new ArrayList<>();
    for (ContainerView c : containers) {
      ContainerKind kind = c.life().kind();
      List<Object> list =
          kind == ContainerKind.MAIN ? main : kind == ContainerKind.EPHEMERAL ? ephemeral : init;
      list.add(container(c));
    }
    if (!init.isEmpty()) {
      status.put("initContainerStatuses", init);
    }
    status.put("containerStatuses", main);
    if (!ephemeral.isEmpty()) {
      status.put("ephemeralContainerStatuses", ephemeral);
    }
    return status;
  }

  private static Map<String, Object> container(ContainerView view) {
    ContainerLife c = view.life();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", c.name());
    tree.put("state", state(c.state()));
    Map<String, Object> last = new LinkedHashMap<>();
    if (c.last().isPresent()) {
      last.putAll(state(c.last().get()));
    }
    tree.put("lastState", last);
    tree.put("ready", c.ready());
    if (c.kind() != ContainerKind.EPHEMERAL) {
      tree.put("started", c.started());
    }
    tree.put("restartCount", (long) c.attempt());
    tree.put("image", view.image());
    tree.put("imageID", view.imageId());
    if (!c.id().isEmpty()) {
      tree.put("containerID", uri(c.id()));
    }
    if (c.kind() != ContainerKind.EPHEMERAL) {
      if (!view.allocated().isEmpty()) {
        tree.put("allocatedResources", view.allocated());
      }
      tree.put("resources", view.resources());
    }
    if (!view.mounts().isEmpty()) {
      tree.put("volumeMounts", mounts(view.mounts()));
    }
    return tree;
  }

  private static List<Object> mounts(List<MountPlan> plans) {
    List<Object> mounts = new ArrayList<>();
    for (MountPlan plan : plans) {
      Map<String, Object> mount = new LinkedHashMap<>();
      mount.put("name", plan.volume());
      mount.put("mountPath", plan.path());
      if (plan.readOnly()) {
        mount.put("readOnly", true);
        mount.put("recursiveReadOnly", plan.recursiveReadOnly() ? "Enabled" : "Disabled");
      }
      mounts.add(mount);
    }
    return mounts;
  }

  private static Map<String, Object> state(ContainerState state) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (state instanceof ContainerState.Waiting w) {
      tree.put("reason", w.reason());
      if (!w.message().isEmpty()) {
        tree.put("message", w.message());
      }
      return Map.of("waiting", tree);
    }
    if (state instanceof ContainerState.Running r) {
      tree.put("startedAt", Timestamp.seconds(r.startedAt()));
      return Map.of("running", tree);
    }
    ContainerState.Terminated t = (ContainerState.Terminated) state;
    tree.put("exitCode", (long) t.exitCode());
    if (t.signal() != 0) {
      tree.put("signal", (long) t.signal());
    }
    tree.put("reason", t.reason());
    if (!t.message().isEmpty()) {
      tree.put("message", t.message());
    }
    boolean ran = !t.containerId().isEmpty(); // else it was given up before its first start
    tree.put("startedAt", ran ? Timestamp.seconds(t.startedAt()) : null);
    tree.put("finishedAt", ran ? Timestamp.seconds(t.finishedAt()) : null);
    if (ran) {
      tree.put("containerID", uri(t.containerId()));
    }
    return Map.of("terminated", tree);
  }

  private static String uri(String id) {
    return "beanpod://" + id;
  }
}
