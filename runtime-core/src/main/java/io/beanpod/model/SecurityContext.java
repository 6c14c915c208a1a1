package io.beanpod.model;

import java.util.Optional;

/**
 * {@code securityContext} of a container: who its processes are, and what they may do.
 *
 * @param runAs what it does not say is as the pod has it
 * @param capabilities how they differ from the usual ones
 * @param privileged whether it may do what root of the host may
 * @param allowPrivilegeEscalation whether a set-user-ID program has its effect
 * @param readOnlyRootFilesystem whether nothing but its volumes and /dev can be written
 * @param seccompProfile empty: that of the pod
 * @param appArmor the type of its AppArmor profile; empty: none is asked for
 */
public record SecurityContext(
    RunAs runAs,
    Capabilities capabilities,
    boolean privileged,
    boolean allowPrivilegeEscalation,
    boolean readOnlyRootFilesystem,
    Optional<SeccompProfile> seccompProfile,
    Optional<AppArmorProfile.Type> appArmor) {
  /** Nothing of its own. */
  static final SecurityContext NONE =
      new SecurityContext(
          RunAs.NONE, Capabilities.NONE, false, true, false, Optional.empty(), Optional.empty());

  static final String FIELD = "securityContext";

  private enum ProcMount {
    Default,
    Unmasked
  }

  static SecurityContext decode(Fields container) {
    Optional<Fields> context = container.object(FIELD);
    if (context.isEmpty()) {
      return NONE;
    }
    Fields fields = context.get();
    SecurityContext decoded =
        new SecurityContext(
            RunAs.decode(fields),
            Capabilities.decode(fields),
            fields.bool("privileged"),
            fields.optionalBool("allowPrivilegeEscalation").orElse(true),
            fields.bool("readOnlyRootFilesystem"),
            SeccompProfile.decode(fields),
            AppArmorProfile.decode(fields));
    decoded.checkEscalation(fields);
    ProcMount procMount = fields.choice("procMount", ProcMount.Default, ProcMount.values());
    if (procMount == ProcMount.Unmasked) { // user namespaces are refused by name
      fields.problem("procMount", "`hostUsers` must be false to use `Unmasked`");
    }
    Unbuilt.refuseInContainerSecurityContext(fields);
    fields.end();
    return decoded;
  }

  /** As the API server does: of the capability, only the spelling with CAP_ counts. */
  private void checkEscalation(Fields fields) {
    if (allowPrivilegeEscalation) {
      return;
    }
    if (privileged) {
      fields.problem("", "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
    if (capabilities.add().contains("CAP_SYS_ADMIN")) {
      fields.problem(
          "",
          "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }
  }
}
