package io.beanpod.model;

import java.util.Optional;

/**
 * A directory that is empty at first and lives as long as the pod.
 *
 * @param memory {@code medium: Memory}: it is a tmpfs
 * @param sizeLimit 0 or more; empty: none, or what the memory allows
 */
public record EmptyDirVolumeSource(boolean memory, Optional<Quantity> sizeLimit)
    implements VolumeSource {
  static final String FIELD = "emptyDir";

  /** What a volume without any source is. */
  static final EmptyDirVolumeSource PLAIN = new EmptyDirVolumeSource(false, Optional.empty());

  private enum Medium {
    Default,
    Memory
  }

  static EmptyDirVolumeSource decode(Fields fields) {
    Medium medium = fields.choice("medium", Medium.Default, Medium.Memory);
    Optional<Quantity> limit = fields.quantity("sizeLimit");
    if (limit.isPresent() && limit.get().signum() < 0) {
      fields.problem("sizeLimit", "SizeLimit field must be a valid resource quantity");
    }
    fields.end();
    return new EmptyDirVolumeSource(medium == Medium.Memory, limit);
  }
}
