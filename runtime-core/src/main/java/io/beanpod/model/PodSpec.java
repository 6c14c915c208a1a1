package io.beanpod.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a pod is to be, defaults filled in. No two containers of whatever kind have the same name.
 *
 * @param initContainers those with {@code restartPolicy: Always} are sidecars
 * @param containers at least one
 * @param ephemeralContainers only of a pod that exists
 * @param terminationGracePeriodSeconds 0 or more, 30 by default
 * @param activeDeadlineSeconds 1 or more; empty means none
 * @param readinessGates types of conditions
 * @param hostnames what the pod calls itself
 * @param hostAliases lines of its /etc/hosts
 * @param volumes which its containers may mount
 * @param securityContext what its processes may do, and who owns the volumes
 * @param resources of the pod as a whole
 * @param shareProcessNamespace never together with hostPID
 */
public record PodSpec(
    List<Container> initContainers,
    List<Container> containers,
    List<Container> ephemeralContainers,
    RestartPolicy restartPolicy,
    long terminationGracePeriodSeconds,
    OptionalLong activeDeadlineSeconds,
    List<String> readinessGates,
    Hostnames hostnames,
    List<HostAlias> hostAliases,
    DnsPolicy dnsPolicy,
    PodDnsConfig dnsConfig,
    List<Volume> volumes,
    PodSecurityContext securityContext,
    ResourceRequirements resources,
    boolean hostNetwork,
    boolean hostPID,
    boolean hostIPC,
    boolean shareProcessNamespace) {

  public PodSpec {
    initContainers = List.copyOf(initContainers);
    containers = List.copyOf(containers);
    ephemeralContainers = List.copyOf(ephemeralContainers);
    readinessGates = List.copyOf(readinessGates);
    hostAliases = List.copyOf(hostAliases);
    volumes = List.copyOf(volumes);
  }

  /** Every container, in the order in which they start: init, main, ephemeral. */
  public List<Container> allContainers() {
    List<Container> all = new ArrayList<>(initContainers);
    all.addAll(containers);
    all.addAll(ephemeralContainers);
    return all;
  }

  /** The volume of that name. */
  public Optional<Volume> volume(String name) {
    for (Volume volume : volumes) {
      if (volume.name().equals(name)) {
        return Optional.of(volume);
      }
    }
    return Optional.empty();
  }

  /** Those that may have resources: init containers, sidecars and main ones. */
  public List<Container> initAndMainContainers() {
    List<Container> all = new ArrayList<>(initContainers);
    all.addAll(containers);
    return all;
  }

  static PodSpec decode(Fields fields, Node node) {
    long grace =
        fields
            .integer("terminationGracePeriodSeconds", 0, Long.MAX_VALUE)
            .orElse(Defaults.TERMINATION_GRACE_PERIOD_SECONDS);
    RestartPolicy restartPolicy =
        fields.choice("restartPolicy", RestartPolicy.Always, RestartPolicy.values());
    ContainerScope scope =
        new ContainerScope(fields.bool("hostNetwork"), grace, restartPolicy, fields.has("os"));
    DnsPolicy dnsPolicy = fields.choice("dnsPolicy", DnsPolicy.ClusterFirst, DnsPolicy.values());
    ContainerDecoder decoder = new ContainerDecoder(fields, scope);
    PodSpec spec =
        new PodSpec(
            decoder.decode(ContainerDecoder.In.initContainers),
            decoder.decode(ContainerDecoder.In.containers),
            decoder.decode(ContainerDecoder.In.ephemeralContainers),
            restartPolicy,
            grace,
            fields.integer("activeDeadlineSeconds", 1, Integer.MAX_VALUE),
            readinessGates(fields),
            Hostnames.decode(fields, scope.hostNetwork()),
            HostAlias.decode(fields),
            dnsPolicy,
            PodDnsConfig.decode(fields, dnsPolicy),
            fields.has(Volume.FIELD) ? Volume.decode(fields) : List.of(),
            FieldValues.isEmpty(fields.any(PodSecurityContext.FIELD).orElse(""))
                ? PodSecurityContext.NONE
                : PodSecurityContext.decode(fields),
            PodResourcesDecoder.decode(fields),
            scope.hostNetwork(),
            fields.bool("hostPID"),
            fields.bool("hostIPC"),
            fields.bool("shareProcessNamespace"));
    spec.checkContainers(fields);
    VolumeMount.checkVolumes(fields, spec);
    EnvVar.checkContainers(fields, spec);
    for (Volume volume : spec.volumes) {
      if (volume.source() instanceof ContentVolumeSource content) {
        content.checkContainers(fields, spec);
      }
    }
    PodResourcesDecoder.check(fields, spec);
    if (spec.hostPID && spec.shareProcessNamespace) {
      fields.problem("shareProcessNamespace", "cannot be true together with hostPID: true");
    }
    Placement.check(fields, node);
    Unbuilt.refuseInPodSpec(fields);
    fields.end();
    return spec;
  }

  private void checkContainers(Fields fields) {
    Set<String> names = new HashSet<>();
    for (Container container : allContainers()) {
      String field = container.path().substring(fields.path().length() + 1);
      if (!container.name().isEmpty() && !names.add(container.name())) {
        fields.problem(field + ".name", "duplicate container name \"" + container.name() + "\"");
      }
      String target = container.targetContainerName().orElse("");
      if (!target.isEmpty() && !isTarget(target)) {
        fields.problem(
            field + ".targetContainerName",
            "\"" + target + "\" is none of the pod's containers and init containers");
      }
    }
    if (containers.isEmpty()) {
      fields.problem("containers", "required: at least one container");
    }
  }

  private boolean isTarget(String name) {
    boolean found = false;
    for (Container container : initAndMainContainers()) {
      found |= container.name().equals(name);
    }
    return found;
  }

  private static List<String> readinessGates(Fields fields) {
    List<String> types = new ArrayList<>();
    for (Fields gate : fields.objects("readinessGates")) {
      Optional<String> type = gate.requiredString("conditionType");
      if (type.isPresent()) {
        gate.check("conditionType", type.get(), Names.labelKey(type.get()));
        types.add(type.get());
      }
      gate.end();
    }
    return types;
  }
}
