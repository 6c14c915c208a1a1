package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An environment variable, as written: references such as {@code $(NAME)} are the runtime's.
 *
 * @param name printable ASCII without {@code =}
 * @param value may be empty
 */
public record EnvVar(String name, String value) {
  static List<EnvVar> decode(List<Fields> items) {
    List<EnvVar> variables = new ArrayList<>();
    for (Fields item : items) {
      Optional<String> name = item.requiredString("name");
      if (name.isPresent()) {
        item.check("name", name.get(), Names.envName(name.get()));
      }
      variables.add(new EnvVar(name.orElse(""), item.string("value").orElse("")));
      item.refuse("valueFrom");
      item.end();
    }
    return variables;
  }
}
