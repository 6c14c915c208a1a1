package io.beanpod.container;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.linux.Fd;
import io.beanpod.linux.PreparedProgram;
import io.beanpod.linux.SeccompFilter;
import io.beanpod.security.SeccompFilters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One start of a container, up to its clone: directories, standard streams and program are there.
 * Making them takes half the time of a restart, and can be done before it is needed.
 */
public final class PreparedStart implements AutoCloseable {
  private final ContainerPlan plan;
  private final OverlayDirs dirs;
  private final Streams streams;
  private final List<MountTrees.Tree> trees;
  private final ContainerProgram.Built built;
  private final PreparedProgram program;
  private boolean used;

  private PreparedStart(
      ContainerPlan plan,
      OverlayDirs dirs,
      Streams streams,
      List<MountTrees.Tree> trees,
      ContainerProgram.Built built) {
    this.plan = plan;
    this.dirs = dirs;
    this.streams = streams;
    this.trees = trees;
    this.built = built;
    program = new PreparedProgram(built.program());
  }

  /**
   * What is attached at each of a container's mounts, as the volumes are now.
   *
   * @throws StartFailure if one of them can't be had; no descriptor is left then
   */
  public static List<MountTrees.Tree> trees(ContainerPlan plan, Sandbox sandbox)
      throws StartFailure {
    List<MountTrees.Tree> trees = new ArrayList<>();
    try {
      for (MountPlan mount : plan.mounts()) {
        trees.add(sandbox.volumes().orElseThrow().detached(mount, plan.name()));
      }
      return trees;
    } catch (StartFailure e) {
      close(trees);
      throw e;
    } catch (IOException e) {
      close(trees);
      throw ContainerStart.createError(e);
    }
  }

  /**
   * Prepares.
   *
   * @param trees as {@link #trees} gave them, which belong to this start from now on
   * @throws StartFailure if that is not possible; no descriptor is left then
   */
  public static PreparedStart of(
      ContainerPlan plan,
      Sandbox sandbox,
      Cgroup cgroup,
      OverlayDirs dirs,
      List<MountTrees.Tree> trees)
      throws StartFailure {
    try {
      Optional<SeccompFilter> filter = seccomp(plan);
      List<HostDevices.Device> devices = plan.privileged() ? HostDevices.list() : List.of();
      dirs.create();
      Streams streams = Streams.open(plan);
      try {
        return new PreparedStart(
            plan,
            dirs,
            streams,
            trees,
            ContainerProgram.build(
                plan, sandbox, dirs, trees, cgroup.joinFiles(), streams.stdio(), devices, filter));
      } catch (IllegalArgumentException e) {
        streams.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      close(trees);
      throw ContainerStart.createError(e);
    }
  }

  /** The filter of a container's system calls; empty: it may make any. */
  static Optional<SeccompFilter> seccomp(ContainerPlan plan) throws IOException {
    Optional<Path> file = plan.seccompFilter();
    return file.isEmpty() ? Optional.empty() : Optional.of(SeccompFilters.load(file.get()));
  }

  ContainerPlan plan() {
    return plan;
  }

  /** Where its overlay lies. */
  public OverlayDirs dirs() {
    return dirs;
  }

  /** Its standard streams; our sides of them belong to the caller from now on. */
  public Streams take() {
    used = true;
    return streams;
  }

  ContainerProgram.Built built() {
    return built;
  }

  PreparedProgram program() {
    return program;
  }

  private static void close(List<MountTrees.Tree> trees) {
    for (MountTrees.Tree tree : trees) {
      tree.mount().close();
    }
  }

  /** Frees what has not been taken, and the container's sides of the streams. */
  @Override
  public void close() {
    program.close();
    close(trees);
    if (used) {
      streams.theirs().forEach(Fd::close);
    } else {
      streams.close();
    }
  }
}
