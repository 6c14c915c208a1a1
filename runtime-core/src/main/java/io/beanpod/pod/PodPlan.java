package io.beanpod.pod;

import io.beanpod.cgroup.Limits;
import io.beanpod.container.ContainerPlan;
import io.beanpod.lifecycle.LogLimits;
import io.beanpod.model.RestartPolicy;
import io.beanpod.network.DeclaredPort;
import io.beanpod.store.Root;
import io.beanpod.volume.VolumesPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A pod as the pause needs it: the one thing that the CLI hands over.
 *
 * @param root where state lies
 * @param uid {@code metadata.uid}
 * @param namespace {@code metadata.namespace}
 * @param name {@code metadata.name}
 * @param metadata the metadata as a JSON object; the pause adds what only it knows
 * @param spec the spec as a JSON object
 * @param qosClass {@code status.qosClass}
 * @param hostIp the node's address, empty if it has none
 * @param podIps {@code status.podIPs}: none for a pod with a loopback only
 * @param ports that its containers declare
 * @param restartPolicy what happens to a container that ended
 * @param graceSeconds {@code spec.terminationGracePeriodSeconds}
 * @param hostNetwork whether the pod uses the host's network namespace
 * @param hostPid whether its containers live in the host's PID namespace
 * @param hostIpc whether it uses the host's IPC namespace
 * @param shareProcessNamespace whether its containers live in one PID namespace
 * @param hostname the name that its UTS namespace gets
 * @param hosts content of /etc/hosts
 * @param resolvConf content of /etc/resolv.conf
 * @param dnsOmissions what had to be left out of it
 * @param sysctls values of its namespaces, by their files below {@code /proc/sys}
 * @param backoffBaseMillis of {@link BackOff}
 * @param backoffMaxMillis of {@link BackOff}
 * @param activeDeadlineSeconds after which the pod fails; empty: never
 * @param readinessGates types of the conditions that Ready needs besides the containers
 * @param containers init containers and sidecars first, then the main ones, each in the manifest's
 *     order
 * @param logs how much log is kept
 * @param storage how much its containers may write, the pod as a whole first
 * @param volumes which its containers mount
 * @param limits of all its containers together; their request is the pod's share of the CPU
 * @param memoryRequestBytes what they request together
 * @param generation {@code metadata.generation}
 */
public record PodPlan(
    Root root,
    String uid,
    String namespace,
    String name,
    String metadata,
    String spec,
    String qosClass,
    String hostIp,
    List<String> podIps,
    List<DeclaredPort> ports,
    RestartPolicy restartPolicy,
    int graceSeconds,
    boolean hostNetwork,
    boolean hostPid,
    boolean hostIpc,
    boolean shareProcessNamespace,
    String hostname,
    String hosts,
    String resolvConf,
    List<String> dnsOmissions,
    Map<String, String> sysctls,
    long backoffBaseMillis,
    long backoffMaxMillis,
    OptionalLong activeDeadlineSeconds,
    List<String> readinessGates,
    List<ContainerPlan> containers,
    LogLimits logs,
    List<StorageLimit> storage,
    VolumesPlan volumes,
    Limits limits,
    long memoryRequestBytes,
    long generation) {
  /** Name of the pause's cgroup below the pod's. */
  static final String PAUSE = "pause";

  /** Name of the cgroup below the pod's that all containers have theirs in. */
  private static final String CONTAINERS = "containers";

  /** The container of that name. */
  public Optional<ContainerPlan> container(String container) {
    for (ContainerPlan c : containers) {
      if (c.name().equals(container)) {
        return Optional.of(c);
      }
    }
    return Optional.empty();
  }

  /** The same with the resources that another plan of this pod gives to its containers. */
  public PodPlan withResourcesOf(PodPlan other) {
    List<ContainerPlan> changed = new ArrayList<>();
    for (ContainerPlan c : containers) {
      changed.add(other.container(c.name()).map(c::withResourcesOf).orElse(c));
    }
    return new PodPlan(
        root,
        uid,
        namespace,
        name,
        metadata,
        spec,
        qosClass,
        hostIp,
        podIps,
        ports,
        restartPolicy,
        graceSeconds,
        hostNetwork,
        hostPid,
        hostIpc,
        shareProcessNamespace,
        hostname,
        hosts,
        resolvConf,
        dnsOmissions,
        sysctls,
        backoffBaseMillis,
        backoffMaxMillis,
        activeDeadlineSeconds,
        readinessGates,
        changed,
        logs,
        storage,
        volumes,
        other.limits,
        other.memoryRequestBytes,
        generation);
  }

  /** The pod as the kubelet names it in messages: {@code web_default(UID)}. */
  public String reference() {
    return name + "_" + namespace + "(" + uid + ")";
  }

  /** Where probes and hooks find the pod, as the kubelet does. */
  public String address() {
    return podIps.isEmpty() ? "127.0.0.1" : podIps.get(0);
  }

  /** The pod's cgroup, relative to each hierarchy's root. */
  public String cgroup() {
    return root.cgroup() + "/pod" + uid;
  }

  /**
   * The pause's own cgroup. It lies beside {@link #containersCgroup}, not below: what the pause
   * uses never counts against the limits of a container or of the pod, which a JVM would take a
   * good part of, and no lack of memory in there can make the pause the victim.
   */
  public String pauseCgroup() {
    return cgroup() + "/" + PAUSE;
  }

  /** The cgroup that has the pod's limits, and the containers' cgroups in it. */
  public String containersCgroup() {
    return cgroup() + "/" + CONTAINERS;
  }

  /** A container's cgroup. */
  public String cgroup(String container) {
    return containersCgroup() + "/" + container;
  }
}
