package io.beanpod.model;

import java.util.Optional;

/**
 * {@code securityContext} of a container: what its processes may do.
 *
 * @param seccompProfile empty: that of the pod
 */
public record SecurityContext(Optional<SeccompProfile> seccompProfile) {
  /** Nothing of its own. */
  static final SecurityContext NONE = new SecurityContext(Optional.empty());

  static final String FIELD = "securityContext";

  static SecurityContext decode(Fields container) {
    Optional<Fields> context = container.object(FIELD);
    if (context.isEmpty()) {
      return NONE;
    }
    Fields fields = context.get();
    SecurityContext decoded = new SecurityContext(SeccompProfile.decode(fields));
    Unbuilt.refuseInContainerSecurityContext(fields);
    fields.end();
    return decoded;
  }
}
