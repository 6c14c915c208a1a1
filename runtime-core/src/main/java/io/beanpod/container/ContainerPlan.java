package io.beanpod.container;

import io.beanpod.cgroup.Limits;
import io.beanpod.lifecycle.LifecyclePlan;
import java.util.List;

/**
 * A container as the pause needs it: everything is decided, nothing of the manifest or the image
 * has to be looked up any more.
 *
 * @param name {@code spec.containers[].name}
 * @param image the name in the manifest
 * @param imageId what {@code status.containerStatuses[].imageID} shows
 * @param layers the unpacked layers, bottom first: names of directories below {@code Root.layers()}
 * @param argv the command and its arguments, not empty
 * @param env {@code NAME=value} pairs
 * @param workingDir an absolute path
 * @param uid user id of the process
 * @param gid group id of the process
 * @param groups supplementary group ids
 * @param mounts its volumes, those above before those below them
 * @param limits what its cgroup allows
 * @param resources the same as its pod spells it, with the requests
 * @param oomScoreAdj when it is killed for want of the host's memory: -1000 never, 1000 first
 * @param life its probes, hooks and restarts
 */
public record ContainerPlan(
    String name,
    String image,
    String imageId,
    List<String> layers,
    List<String> argv,
    List<String> env,
    String workingDir,
    int uid,
    int gid,
    List<Integer> groups,
    List<MountPlan> mounts,
    Limits limits,
    ContainerResources resources,
    int oomScoreAdj,
    LifecyclePlan life) {

  /** Another command in the same container. */
  ContainerPlan running(List<String> command) {
    return new ContainerPlan(
        name,
        image,
        imageId,
        layers,
        command,
        env,
        workingDir,
        uid,
        gid,
        groups,
        mounts,
        limits,
        resources,
        oomScoreAdj,
        life);
  }

  /** The same with the resources of another. */
  public ContainerPlan withResourcesOf(ContainerPlan other) {
    return new ContainerPlan(
        name,
        image,
        imageId,
        layers,
        argv,
        env,
        workingDir,
        uid,
        gid,
        groups,
        mounts,
        other.limits,
        other.resources,
        other.oomScoreAdj,
        life);
  }
}
