package io.beanpod.model;

import java.util.Optional;

/** {@code securityContext.appArmorProfile}: its fields are checked as the API server does. */
public final class AppArmorProfile {
  private static final String FIELD = "appArmorProfile";
  private static final String PATH = "localhostProfile";
  private static final int MAX_LENGTH = 4095;

  /** Its {@code type}. */
  public enum Type {
    Localhost,
    RuntimeDefault,
    Unconfined
  }

  private AppArmorProfile() {}

  /** The profile's type; empty where none is asked for. */
  static Optional<Type> decode(Fields securityContext) {
    Optional<Fields> profile = securityContext.object(FIELD);
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = profile.get();
    Optional<String> path = fields.string(PATH);
    boolean untyped = !fields.has("type") || fields.string("type").equals(Optional.of(""));
    Type type = fields.choice("type", Type.RuntimeDefault, Type.values());
    if (untyped) {
      fields.problem("type", "required: type is required when appArmorProfile is set");
    } else if (type == Type.Localhost) {
      checkPath(fields, path.orElse(""));
    } else if (path.isPresent()) {
      fields.problem(PATH, "can only be set when AppArmor type is Localhost");
    }
    fields.end();
    return Optional.of(type);
  }

  private static void checkPath(Fields fields, String path) {
    if (!path.equals(path.strip())) {
      fields.problem(PATH, "must not be padded with whitespace");
    } else if (path.isEmpty()) {
      fields.problem(PATH, "must be set when AppArmor type is Localhost");
    } else if (path.length() > MAX_LENGTH) {
      fields.problem(PATH, "must have at most " + MAX_LENGTH + " characters");
    }
  }
}
