package io.beanpod.model;

/**
 * A ConfigMap or a Secret that a pod reads, in the pod's own namespace.
 *
 * @param secret whether it is a Secret
 * @param name of the object
 * @param optional whether the pod does without it where it is missing
 */
public record DataObject(boolean secret, String name, boolean optional) {

  /** Reads {@code nameField} and {@code optional}; what else is there is the caller's. */
  static DataObject decode(Fields fields, boolean secret, String nameField) {
    String name = fields.requiredString(nameField).orElse("");
    if (!name.isEmpty()) {
      fields.check(nameField, name, Names.subdomain(name));
    }
    return new DataObject(secret, name, fields.bool("optional"));
  }
}
