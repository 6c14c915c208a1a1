package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the value of an environment variable comes from: {@code valueFrom}. */
public sealed interface EnvVarSource permits ObjectFieldSelector, ResourceFieldSelector, DataKey {

  /** Exactly one of the four; a variable has either this or a value. */
  static Optional<EnvVarSource> decode(Fields fields, Fields variable) {
    List<EnvVarSource> sources = new ArrayList<>();
    Optional<Fields> field = fields.object("fieldRef");
    if (field.isPresent()) {
      sources.add(ObjectFieldSelector.ofEnvironment(field.get()));
    }
    Optional<Fields> resource = fields.object("resourceFieldRef");
    if (resource.isPresent()) {
      sources.add(ResourceFieldSelector.decode(resource.get(), false));
    }
    Optional<Fields> configMap = fields.object("configMapKeyRef");
    if (configMap.isPresent()) {
      sources.add(DataKey.decode(configMap.get(), false));
    }
    Optional<Fields> secret = fields.object("secretKeyRef");
    if (secret.isPresent()) {
      sources.add(DataKey.decode(secret.get(), true));
    }
    boolean file = fields.has("fileKeyRef");
    fields.refuse("fileKeyRef");
    fields.end();
    if (sources.isEmpty() && !file) {
      fields.problem(
          "", "must specify one of: fieldRef, resourceFieldRef, configMapKeyRef or secretKeyRef");
    } else if (!variable.string("value").orElse("").isEmpty()) {
      fields.problem("", "may not be specified when value is not empty");
    } else if (sources.size() > 1) {
      fields.problem("", "may not have more than one field specified at a time");
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(sources.get(0));
  }
}
