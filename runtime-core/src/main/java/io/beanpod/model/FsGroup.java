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
  static final String CONTEXT = "securityContext";

  private enum ChangePolicy {
    Always,
    OnRootMismatch
  }

  static Optional<FsGroup> decode(Fields spec) {
    Optional<Fields> context = spec.object(CONTEXT);
    if (context.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = context.get();
    OptionalLong gid = fields.integer("fsGroup", 0, Integer.MAX_VALUE);
    ChangePolicy policy =
        fields.choice("fsGroupChangePolicy", ChangePolicy.Always, ChangePolicy.values());
    Unbuilt.refuseInSecurityContext(fields);
    fields.end();
    return gid.isEmpty()
        ? Optional.empty()
        : Optional.of(new FsGroup((int) gid.getAsLong(), policy == ChangePolicy.OnRootMismatch));
  }
}
