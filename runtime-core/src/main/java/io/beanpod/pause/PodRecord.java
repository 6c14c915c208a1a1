package io.beanpod.pause;

import io.beanpod.container.ContainerPlan;
import io.beanpod.container.Credentials;
import io.beanpod.lifecycle.PodLife;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.Timestamp;
import io.beanpod.pod.PodPlan;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what others read of the pod: {@code pod.json}, a v1.Pod, and {@code runtime.json}, what
 * Kubernetes has no words for.
 */
final class PodRecord {
  private PodPlan plan;
  private final PodFiles files;
  private final StatusTree status;
  private final Map<String, Object> pause = new LinkedHashMap<>();
  private final Optional<BoundNetns> netns;
  private Optional<Instant> deletionAt = Optional.empty();
  private String deletion = "";

  /**
   * The pod's network namespace by its name on the host.
   *
   * @param inode of {@code /proc/self/ns/net}
   */
  record BoundNetns(Path file, long inode) {}

  PodRecord(
      PodPlan plan, PodFiles files, ProcessIdentity self, Optional<BoundNetns> netns, Instant now) {
    this.plan = plan;
    this.files = files;
    this.netns = netns;
    status = new StatusTree(plan, now);
    pause.put("pid", (long) self.pid());
    pause.put("startTime", self.startTime());
    pause.put("cgroup", plan.pauseCgroup());
  }

  /** The pod from now on. */
  void update(PodPlan newPlan) {
    plan = newPlan;
    status.observed(newPlan.generation());
    try {
      files.changed(plan.metadata(), plan.spec());
    } catch (IOException e) {
      System.err.println("beanpod: the next boot would start the old object: " + e.getMessage());
    }
  }

  /** The pod's conditions. */
  Conditions conditions() {
    return status.conditions();
  }

  /** Marks the pod as being deleted. Asked for again, the end may come earlier, never later. */
  void deleting(Instant now, int graceSeconds) {
    Instant at = now.plusSeconds(graceSeconds);
    if (deletionAt.isPresent() && deletionAt.get().isBefore(at)) {
      return;
    }
    deletionAt = Optional.of(at);
    deletion =
        ",\"deletionTimestamp\":\""
            + Timestamp.seconds(at)
            + "\",\"deletionGracePeriodSeconds\":"
            + graceSeconds;
  }

  /** Writes both files. */
  void write(PodLife pod, List<ContainerRun> runs, Instant now) throws IOException {
    List<ContainerView> views = new ArrayList<>();
    for (ContainerRun run : runs) {
      views.add(run.view());
    }
    String metadata = plan.metadata();
    String open = metadata.substring(0, metadata.lastIndexOf('}'));
    AtomicFile.write(files.runtimeJson(), runtime(runs), 0600);
    AtomicFile.write(
        files.podJson(),
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":"
            + open
            + deletion
            + "},\"spec\":"
            + plan.spec()
            + ",\"status\":"
            + JsonWriter.compact(status.of(pod, views, now))
            + "}\n",
        0600);
  }

  private String runtime(List<ContainerRun> runs) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("pause", pause);
    if (netns.isPresent()) {
      tree.put("netns", netns.get().file().toString());
      tree.put("netnsInode", netns.get().inode());
    }
    tree.put("hostNetwork", plan.hostNetwork());
    tree.put("hostPID", plan.hostPid());
    tree.put("hostIPC", plan.hostIpc());
    tree.put("shareProcessNamespace", plan.shareProcessNamespace());
    tree.put("cgroup", plan.cgroup());
    if (!plan.volumes().isEmpty()) {
      tree.put("volumeLayers", layers(plan.volumes().layers()));
    }
    List<Object> containers = new ArrayList<>();
    for (ContainerRun run : runs) {
      containers.add(container(run));
    }
    tree.put("containers", containers);
    return JsonWriter.compact(tree) + "\n";
  }

  private List<Object> layers(List<String> names) {
    List<Object> layers = new ArrayList<>();
    for (String name : names) {
      layers.add(plan.root().layers().resolve(name).toString());
    }
    return layers;
  }

  private Map<String, Object> container(ContainerRun run) {
    ContainerPlan c = run.plan();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", c.name());
    tree.put("id", run.life().id());
    tree.put("attempt", (long) run.life().attempt());
    tree.put("pid", run.process().map(p -> (long) p.hostPid()).orElse(0L));
    tree.put("startTime", run.process().map(p -> p.startTicks()).orElse(0L));
    tree.put("cgroup", plan.cgroup(c.name()));
    tree.put("layers", layers(c.layers()));
    run.overlay()
        .ifPresent(
            dirs -> {
              tree.put("upper", dirs.upper().toString());
              tree.put("root", dirs.root().toString());
            });
    Credentials who = c.credentials();
    tree.put("user", (long) who.uid());
    tree.put("group", (long) who.gid());
    tree.put("groups", who.groups());
    tree.put("capabilities", who.capabilities());
    tree.put("noNewPrivileges", who.noNewPrivileges());
    c.seccompFilter().ifPresent(file -> tree.put("seccompFilter", file.toString()));
    tree.put("workingDir", c.workingDir());
    tree.put("env", run.started().env());
    tree.put("log", run.log().toString());
    return tree;
  }
}
