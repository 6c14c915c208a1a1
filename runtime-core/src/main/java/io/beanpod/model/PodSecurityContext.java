package io.beanpod.model;

import java.util.Optional;

/**
 * {@code securityContext} of a pod: what all its processes have in common.
 *
 * @param fsGroup who owns its volumes
 * @param seccompProfile of the containers that have none of their own
 */
public record PodSecurityContext(
    Optional<FsGroup> fsGroup, Optional<SeccompProfile> seccompProfile) {
  /** Nothing is said. */
  static final PodSecurityContext NONE = new PodSecurityContext(Optional.empty(), Optional.empty());

  static final String FIELD = "securityContext";

  static PodSecurityContext decode(Fields spec) {
    Optional<Fields> context = spec.object(FIELD);
    if (context.isEmpty()) {
      return NONE;
    }
    Fields fields = context.get();
    PodSecurityContext decoded =
        new PodSecurityContext(FsGroup.decode(fields), SeccompProfile.decode(fields));
    Unbuilt.refuseInSecurityContext(fields);
    fields.end();
    return decoded;
  }
}
