package io.beanpod.model;

import java.util.Optional;

/**
 * {@code securityContext.seccompProfile}: which system calls a container may make.
 *
 * @param localhostProfile with {@link Type#Localhost}: a relative path, which does not climb
 */
public record SeccompProfile(Type type, Optional<String> localhostProfile) {
  /** Its {@code type}. */
  public enum Type {
    Localhost,
    RuntimeDefault,
    Unconfined
  }

  /** What a container has if nobody says anything: the kubelet's {@code seccompDefault: true}. */
  public static final SeccompProfile DEFAULT =
      new SeccompProfile(Type.RuntimeDefault, Optional.empty());

  private static final String FIELD = "seccompProfile";

  static Optional<SeccompProfile> decode(Fields securityContext) {
    Optional<Fields> profile = securityContext.object(FIELD);
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = profile.get();
    Optional<String> path = fields.string("localhostProfile");
    Type type = type(fields, path.isPresent());
    if (type == Type.Localhost) {
      checkPath(fields, path);
    } else if (path.isPresent()) {
      fields.problem("localhostProfile", "can only be set when seccomp type is Localhost");
    }
    fields.end();
    return Optional.of(new SeccompProfile(type, path));
  }

  private static Type type(Fields fields, boolean hasPath) {
    if (!fields.has("type") || fields.string("type").equals(Optional.of(""))) {
      fields.problem("type", "required: type is required when seccompProfile is set");
      return hasPath ? Type.Localhost : Type.RuntimeDefault; // no further problem because of it
    }
    return fields.choice("type", Type.RuntimeDefault, Type.values());
  }

  private static void checkPath(Fields fields, Optional<String> path) {
    if (path.isEmpty() || path.get().isEmpty()) {
      fields.problem("localhostProfile", "must be set when seccomp type is Localhost");
    } else if (path.get().startsWith("/")) {
      fields.problem("localhostProfile", "must be a relative path");
    } else if (("/" + path.get() + "/").contains("/../")) {
      fields.problem("localhostProfile", "must not contain '..'");
    }
  }
}
