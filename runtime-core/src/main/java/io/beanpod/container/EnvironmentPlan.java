package io.beanpod.container;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of a container some of which are only known at its start.
 *
 * @param services those that tell of Services, which all others come before
 * @param from objects each key of which is a variable
 * @param variables after them, in the manifest's order
 * @param literalWords how many of the command's words come from the image: in these, nothing is
 *     replaced
 */
public record EnvironmentPlan(
    Map<String, String> services, List<From> from, List<Variable> variables, int literalWords) {

  /** An object, and what is put before each of its keys. */
  public record From(ObjectRef object, String prefix) {}

  /**
   * One variable.
   *
   * @param template its value, in which {@code $(NAME)} is to be replaced
   * @param key instead of the template
   */
  public record Variable(String name, String template, Optional<Key> key) {}

  /** A key of an object. */
  public record Key(ObjectRef object, String key) {}

  public EnvironmentPlan {
    from = List.copyOf(from);
    variables = List.copyOf(variables);
  }

  /** The same for a command of which other words come from the image. */
  EnvironmentPlan with(int literal) {
    return new EnvironmentPlan(services, from, variables, literal);
  }

  /** The {@link ObjectRef#id} of each object that it reads. */
  public Set<String> objects() {
    Set<String> objects = new HashSet<>();
    for (From each : from) {
      objects.add(each.object().id());
    }
    for (Variable variable : variables) {
      if (variable.key().isPresent()) {
        objects.add(variable.key().get().object().id());
      }
    }
    return objects;
  }
}
