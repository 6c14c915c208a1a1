package io.beanpod.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A port by its number, or by the name that pods give theirs: upstream's {@code
 * intstr.IntOrString}.
 *
 * @param number 1 to 65535, or 0 where it has a name
 * @param name empty where it has a number
 */
public record IntOrString(int number, String name) {
  private static final int MAX = 65535;

  /** Whether only the pods know its number. */
  public boolean isName() {
    return !name.isEmpty();
  }

  /** The port that a field says; empty if it is absent, or none. */
  static Optional<IntOrString> port(Fields fields, String field) {
    Object value = fields.any(field).orElse(null);
    if (value instanceof String name) {
      String allowed = Names.portName(name);
      fields.check(field, name, allowed.isEmpty() ? "" : "1 to " + MAX + ", or a name: " + allowed);
      return allowed.isEmpty() ? Optional.of(new IntOrString(0, name)) : Optional.empty();
    }
    OptionalLong number = fields.integer(field, 1, MAX);
    return number.isPresent()
        ? Optional.of(new IntOrString((int) number.getAsLong(), ""))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return isName() ? name : number + "";
  }
}
