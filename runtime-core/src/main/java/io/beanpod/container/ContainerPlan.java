package io.beanpod.container;

import io.beanpod.cgroup.Limits;
import io.beanpod.lifecycle.LifecyclePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A container as the pause needs it: everything is decided, nothing of the manifest or the image
 * has to be looked up any more; what lies in ConfigMaps and Secrets is, at each start.
 *
 * @param name {@code spec.containers[].name}
 * @param image the name in the manifest
 * @param imageId what {@code status.containerStatuses[].imageID} shows
 * @param layers the unpacked layers, bottom first: names of directories below {@code Root.layers()}
 * @param argv the command and its arguments, not empty
 * @param env {@code NAME=value} pairs
 * @param environment what is looked up at each start; the command and {@code env} are without it
 * @param workingDir an absolute path
 * @param credentials who its processes are, and what they may do
 * @param seccompFilter file of the filter of its system calls; empty: it may make any
 * @param privileged whether it has the host's devices, and nothing of /proc and /sys is hidden or
 *     read-only
 * @param readOnlyRoot whether its root file system is read-only
 * @param refusal why it may not be created; empty: it may
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
    Optional<EnvironmentPlan> environment,
    String workingDir,
    Credentials credentials,
    Optional<Path> seccompFilter,
    boolean privileged,
    boolean readOnlyRoot,
    Optional<String> refusal,
    List<MountPlan> mounts,
    Limits limits,
    ContainerResources resources,
    int oomScoreAdj,
    LifecyclePlan life) {

  /** Another command in the same container. */
  ContainerPlan running(List<String> command) {
    return with(command, env, mounts, environment, this);
  }

  /** The same with nothing left to look up. */
  public ContainerPlan resolved(
      List<String> command, List<String> variables, List<MountPlan> expanded) {
    return with(command, variables, expanded, Optional.empty(), this);
  }

  /** The same with the resources of another. */
  public ContainerPlan withResourcesOf(ContainerPlan other) {
    return with(argv, env, mounts, environment, other);
  }

  /**
   * The same with what another one of the same image has of the pod as it is now: resources, and
   * variables that come from its fields.
   */
  public ContainerPlan updatedBy(ContainerPlan other) {
    Optional<EnvironmentPlan> lookedUp = other.environment;
    if (lookedUp.isPresent() && environment.isPresent()) { // the command stays this one's
      lookedUp = Optional.of(lookedUp.get().with(environment.get().literalWords()));
    }
    return with(argv, env, mounts, lookedUp, other);
  }

  private ContainerPlan with(
      List<String> command,
      List<String> variables,
      List<MountPlan> mounted,
      Optional<EnvironmentPlan> lookedUp,
      ContainerPlan resourcesOf) {
    return new ContainerPlan(
        name,
        image,
        imageId,
        layers,
        command,
        variables,
        lookedUp,
        workingDir,
        credentials,
        seccompFilter,
        privileged,
        readOnlyRoot,
        refusal,
        mounted,
        resourcesOf.limits,
        resourcesOf.resources,
        resourcesOf.oomScoreAdj,
        life);
  }
}
