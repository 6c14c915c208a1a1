package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An environment variable, as written: references such as {@code $(NAME)} are the runtime's.
 *
 * @param name printable ASCII without {@code =}
 * @param value may be empty; is, where the value comes from somewhere
 * @param valueFrom where that is
 */
public record EnvVar(String name, String value, Optional<EnvVarSource> valueFrom) {
  static List<EnvVar> decode(List<Fields> items) {
    List<EnvVar> variables = new ArrayList<>();
    for (Fields item : items) {
      Optional<String> name = item.requiredString("name");
      if (name.isPresent()) {
        item.check("name", name.get(), Names.envName(name.get()));
      }
      String value = item.string("value").orElse("");
      Optional<Fields> from = item.object("valueFrom");
      Optional<EnvVarSource> source =
          from.isPresent() ? EnvVarSource.decode(from.get(), item) : Optional.empty();
      variables.add(new EnvVar(name.orElse(""), value, source));
      item.end();
    }
    return variables;
  }

  /** Adds a problem for each that is about a container that the pod has not. */
  static void checkContainers(Fields spec, PodSpec pod) {
    for (Container container : pod.allContainers()) {
      for (EnvVar variable : container.env()) {
        if (variable.valueFrom.isPresent()
            && variable.valueFrom.get() instanceof ResourceFieldSelector resource) {
          resource.checkContainer(spec, pod);
        }
      }
    }
  }
}
