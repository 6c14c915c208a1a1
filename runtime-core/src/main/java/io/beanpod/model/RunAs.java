package io.beanpod.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code runAsUser}, {@code runAsGroup} and {@code runAsNonRoot} of a {@code securityContext}.
 *
 * @param user 0 to 2147483647; empty: the image's
 * @param group 0 to 2147483647; empty: that of the user
 * @param nonRoot whether the user must not be 0; empty: nothing is said
 */
public record RunAs(OptionalLong user, OptionalLong group, Optional<Boolean> nonRoot) {
  /** Nothing is said. */
  static final RunAs NONE = new RunAs(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

  static RunAs decode(Fields fields) {
    return new RunAs(
        fields.integer("runAsUser", 0, Integer.MAX_VALUE),
        fields.integer("runAsGroup", 0, Integer.MAX_VALUE),
        fields.optionalBool("runAsNonRoot"));
  }

  /** What holds for a container that says this, in a pod that says that: each field for itself. */
  public RunAs over(RunAs pod) {
    return new RunAs(
        user.isPresent() ? user : pod.user,
        group.isPresent() ? group : pod.group,
        nonRoot.isPresent() ? nonRoot : pod.nonRoot);
  }
}
