package io.beanpod.model;

import java.util.List;
import java.util.Optional;

/**
 * {@code securityContext} of a pod: what all its processes have in common.
 *
 * @param runAs of containers that say nothing of it
 * @param supplementalGroups 0 to 2147483647 each, which all processes are in
 * @param supplementalGroupsPolicy whether they are also in those that the image gives their user
 * @param sysctls parameters of its namespaces
 * @param fsGroup who owns its volumes
 * @param seccompProfile of the containers that have none of their own
 * @param appArmor the type of its AppArmor profile; empty: none is asked for
 */
public record PodSecurityContext(
    RunAs runAs,
    List<Long> supplementalGroups,
    SupplementalGroupsPolicy supplementalGroupsPolicy,
    List<Sysctl> sysctls,
    Optional<FsGroup> fsGroup,
    Optional<SeccompProfile> seccompProfile,
    Optional<AppArmorProfile.Type> appArmor) {
  /** Its {@code supplementalGroupsPolicy}. */
  public enum SupplementalGroupsPolicy {
    Merge,
    Strict
  }

  /** Nothing is said. */
  static final PodSecurityContext NONE =
      new PodSecurityContext(
          RunAs.NONE,
          List.of(),
          SupplementalGroupsPolicy.Merge,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static final String FIELD = "securityContext";

  public PodSecurityContext {
    supplementalGroups = List.copyOf(supplementalGroups);
    sysctls = List.copyOf(sysctls);
  }

  static PodSecurityContext decode(Fields spec) {
    Optional<Fields> context = spec.object(FIELD);
    if (context.isEmpty()) {
      return NONE;
    }
    Fields fields = context.get();
    PodSecurityContext decoded =
        new PodSecurityContext(
            RunAs.decode(fields),
            fields.integers("supplementalGroups", 0, Integer.MAX_VALUE),
            fields.choice(
                "supplementalGroupsPolicy",
                SupplementalGroupsPolicy.Merge,
                SupplementalGroupsPolicy.values()),
            fields.has(Sysctl.FIELD) ? Sysctl.decode(fields) : List.of(),
            FsGroup.decode(fields),
            SeccompProfile.decode(fields),
            AppArmorProfile.decode(fields));
    Unbuilt.refuseInSecurityContext(fields);
    fields.end();
    return decoded;
  }
}
