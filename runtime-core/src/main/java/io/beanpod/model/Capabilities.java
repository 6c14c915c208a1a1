package io.beanpod.model;

import java.util.List;
import java.util.Optional;

/**
 * {@code securityContext.capabilities}: how a container's differ from the usual ones.
 *
 * @param add names, with or without {@code CAP_}, or {@code ALL}; as the manifest spells them
 * @param drop likewise; what is dropped and added by name is dropped
 */
public record Capabilities(List<String> add, List<String> drop) {
  /** The usual ones. */
  static final Capabilities NONE = new Capabilities(List.of(), List.of());

  private static final String FIELD = "capabilities";

  public Capabilities {
    add = List.copyOf(add);
    drop = List.copyOf(drop);
  }

  static Capabilities decode(Fields securityContext) {
    Optional<Fields> capabilities = securityContext.object(FIELD);
    if (capabilities.isEmpty()) {
      return NONE;
    }
    Fields fields = capabilities.get();
    Capabilities decoded = new Capabilities(fields.strings("add"), fields.strings("drop"));
    fields.end();
    return decoded;
  }
}
