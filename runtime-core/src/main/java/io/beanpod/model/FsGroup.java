package io.beanpod.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code securityContext.fsGroup}: the group that owns the pod's volumes, and that every process of
 * its containers is in.
 *
 * @param gid 0 to 2147483647
 * @param onRootMismatch {@code fsGroupChangePolicy}: a volume whose root is as it should be is left
 *     alone
 */
public record FsGroup(int gid, boolean onRootMismatch) {
  private enum ChangePolicy {
    Always,
    OnRootMismatch
  }

  static Optional<FsGroup> decode(Fields fields) {
    OptionalLong gid = fields.integer("fsGroup", 0, Integer.MAX_VALUE);
    ChangePolicy policy =
        fields.choice("fsGroupChangePolicy", ChangePolicy.Always, ChangePolicy.values());
    return gid.isEmpty()
        ? Optional.empty()
        : Optional.of(new FsGroup((int) gid.getAsLong(), policy == ChangePolicy.OnRootMismatch));
  }
}
