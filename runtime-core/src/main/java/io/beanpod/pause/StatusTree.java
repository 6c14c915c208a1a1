package io.beanpod.pause;

import io.beanpod.pod.PodPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code status} of a v1.Pod, as a tree for {@code JsonWriter}. Remembers when each condition
 * changed last.
 */
final class StatusTree {
  private final PodPlan plan;
  private final Instant startTime;
  private final Map<String, Condition> conditions = new LinkedHashMap<>();

  private record Condition(boolean status, Instant since) {}

  StatusTree(PodPlan plan, Instant startTime) {
    this.plan = plan;
    this.startTime = startTime;
  }

  Map<String, Object> of(List<ContainerView> containers, boolean stopping, Instant now) {
    Phase phase = Phase.of(containers, plan.restartPolicy(), stopping);
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("phase", phase.name());
    status.put("conditions", conditions(containers, phase, now));
    if (!plan.hostIp().isEmpty()) {
      status.put("hostIP", plan.hostIp());
      status.put("hostIPs", List.of(Map.of("ip", plan.hostIp())));
      if (plan.hostNetwork()) {
        status.put("podIP", plan.hostIp());
        status.put("podIPs", List.of(Map.of("ip", plan.hostIp())));
      }
    }
    status.put("startTime", Timestamps.seconds(startTime));
    status.put("qosClass", plan.qosClass());
    List<Object> statuses = new ArrayList<>();
    for (ContainerView c : containers) {
      statuses.add(container(c));
    }
    status.put("containerStatuses", statuses);
    return status;
  }

  private List<Object> conditions(List<ContainerView> containers, Phase phase, Instant now) {
    StringBuilder unready = new StringBuilder();
    for (ContainerView c : containers) {
      if (!c.running()) {
        unready.append(unready.isEmpty() ? "" : " ").append(c.name());
      }
    }
    boolean ended = phase == Phase.Succeeded || phase == Phase.Failed;
    String reason = ended ? endedReason(phase) : "ContainersNotReady";
    String message = ended ? "" : "containers with unready status: [" + unready + "]";
    List<Object> all = new ArrayList<>();
    all.add(condition("PodReadyToStartContainers", !ended, "", "", now));
    all.add(condition("Initialized", true, "", "", now));
    all.add(condition("Ready", unready.isEmpty(), reason, message, now));
    all.add(condition("ContainersReady", unready.isEmpty(), reason, message, now));
    all.add(condition("PodScheduled", true, "", "", now));
    return all;
  }

  private static String endedReason(Phase phase) {
    return phase == Phase.Succeeded ? "PodCompleted" : "PodFailed";
  }

  private Map<String, Object> condition(
      String type, boolean status, String reason, String message, Instant now) {
    Condition before = conditions.get(type);
    if (before == null || before.status() != status) {
      conditions.put(type, new Condition(status, now));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", type);
    tree.put("status", status ? "True" : "False");
    tree.put("lastProbeTime", null);
    tree.put("lastTransitionTime", Timestamps.seconds(conditions.get(type).since()));
    if (!status && !reason.isEmpty()) {
      tree.put("reason", reason);
    }
    if (!status && !message.isEmpty()) {
      tree.put("message", message);
    }
    return tree;
  }

  private static Map<String, Object> container(ContainerView c) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", c.name());
    tree.put("state", state(c.state()));
    Map<String, Object> last = new LinkedHashMap<>();
    c.lastState().ifPresent(end -> last.putAll(state(end)));
    tree.put("lastState", last);
    tree.put("ready", c.running());
    tree.put("started", c.running());
    tree.put("restartCount", (long) c.restartCount());
    tree.put("image", c.image());
    tree.put("imageID", c.imageId());
    if (!c.id().isEmpty()) {
      tree.put("containerID", uri(c.id()));
    }
    return tree;
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
      tree.put("startedAt", Timestamps.seconds(r.startedAt()));
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
    tree.put("startedAt", Timestamps.seconds(t.startedAt()));
    tree.put("finishedAt", Timestamps.seconds(t.finishedAt()));
    tree.put("containerID", uri(t.containerId()));
    return Map.of("terminated", tree);
  }

  private static String uri(String id) {
    return "beanpod://" + id;
  }
}
