package io.beanpod.pause;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cgroup.LimitChange;
import io.beanpod.cgroup.Limits;
import io.beanpod.container.ContainerPlan;
import io.beanpod.event.EventSink;
import io.beanpod.lifecycle.BackOff;
import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.ContainerLife;
import io.beanpod.lifecycle.PodLife;
import io.beanpod.pod.PodPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pod's containers, each with its cgroup, its directories and its life. */
final class Containers {
  /** Of the pause's cgroup, as of every new one: 1024 shares, weight 100. */
  private static final long CPU_OF_PAUSE = 1000;

  private final CgroupDriver driver;
  private final PodFiles files;
  private final Clock clock;
  private final EventSink events;
  private final List<ContainerRun> runs = new ArrayList<>();
  private PodPlan plan;
  private Limits limits;

  /** Makes the cgroups and directories of those in the plan. */
  Containers(PodPlan plan, CgroupDriver driver, PodFiles files, Clock clock, EventSink events)
      throws IOException {
    this.plan = plan;
    this.driver = driver;
    this.files = files;
    this.clock = clock;
    this.events = events;
    limits = beside(plan.limits());
    limitPod();
    for (ContainerPlan c : plan.containers()) {
      add(c);
    }
  }

  /**
   * The pod's share of the CPU stands against other pods', so it is the pod's cgroup that has it;
   * the limits are of the containers only. Between these and the pause the CPU is shared evenly.
   */
  private void limitPod() throws IOException {
    driver.create(plan.containersCgroup()).apply(limits);
    share();
  }

  private void share() throws IOException {
    driver.cgroup(plan.cgroup()).apply(plan.limits().onlyRequest());
    if (plan.limits().memoryQos().isPresent()) {
      driver.protectAsBelow(plan.root().cgroup());
    }
  }

  private static Limits beside(Limits ofPod) {
    return ofPod.withCpuRequestMilli(CPU_OF_PAUSE);
  }

  /** The pod as it is now; of what was asked for, the resources are those that were granted. */
  PodPlan plan() {
    return plan;
  }

  /** From the limits that all containers together have to those that the plan has. */
  LimitChange.Part limitChange() {
    Cgroup all = driver.cgroup(plan.containersCgroup());
    return new LimitChange.Part(all, limits, beside(plan.limits()));
  }

  /** All containers together have limits up to these, if their change fails half way. */
  void limitedUpTo(Limits widest) {
    limits = widest;
  }

  /** All containers together have these limits now. */
  void limited(Limits now) throws IOException {
    limits = now;
    share();
  }

  private ContainerRun add(ContainerPlan c) throws IOException {
    Cgroup cgroup = driver.create(plan.cgroup(c.name()));
    cgroup.apply(c.limits());
    ContainerRun.Places places = files.container(c.name());
    Files.createDirectories(places.logs());
    ContainerLife life =
        new ContainerLife(c.name(), plan.reference(), c.life(), backOff(), clock, events);
    ContainerRun run = new ContainerRun(c, cgroup, places, life, clock);
    runs.add(run);
    return run;
  }

  private BackOff backOff() {
    return new BackOff(plan.backoffBaseMillis(), plan.backoffMaxMillis());
  }

  /** In the order of the plan; then the ephemeral ones that were added. */
  List<ContainerRun> all() {
    return runs;
  }

  /** That of a life. */
  ContainerRun of(ContainerLife life) {
    for (ContainerRun run : runs) {
      if (run.life() == life) {
        return run;
      }
    }
    throw new IllegalArgumentException("no container of this pod: " + life.name());
  }

  /** The one whose main process has that id. */
  Optional<ContainerRun> withProcess(int pid) {
    for (ContainerRun run : runs) {
      if (run.process().isPresent() && run.process().get().child().pid() == pid) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  /** The pod from now on: containers may be new in it, or have another image or resources. */
  void update(PodPlan newPlan, PodLife pod) throws IOException {
    boolean otherBackOff =
        newPlan.backoffBaseMillis() != plan.backoffBaseMillis()
            || newPlan.backoffMaxMillis() != plan.backoffMaxMillis();
    plan = newPlan;
    for (ContainerPlan c : newPlan.containers()) {
      Optional<ContainerRun> run = named(c.name());
      if (run.isEmpty()) {
        pod.add(add(c).life());
      } else if (!run.get().plan().image().equals(c.image())) {
        run.get().become(c);
        run.get().life().become(c.life(), backOff(), pod.graceMillis());
      } else {
        ContainerPlan old = run.get().plan();
        if (!old.resources().same(c.resources()) || c.environment().isPresent()) {
          // The rest stays what the process was started with: of its image, the name may mean
          // another one by now.
          run.get().become(old.updatedBy(c));
        }
        if (otherBackOff) {
          run.get().life().backOff(backOff());
        }
      }
    }
  }

  /** The ids of the ConfigMaps and Secrets that their environments come from. */
  Set<String> objects() {
    Set<String> objects = Set.of();
    for (ContainerRun run : runs) {
      if (run.plan().environment().isPresent()) {
        objects = new HashSet<>(objects);
        objects.addAll(run.plan().environment().get().objects());
      }
    }
    return objects;
  }

  /** Whatever was missing may be there now. */
  void retry() {
    for (ContainerRun run : runs) {
      run.life().retry();
    }
  }

  /** The one of that name. */
  Optional<ContainerRun> named(String name) {
    for (ContainerRun run : runs) {
      if (run.plan().name().equals(name)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }
}
