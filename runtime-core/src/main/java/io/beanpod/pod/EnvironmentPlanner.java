package io.beanpod.pod;

import io.beanpod.container.EnvironmentPlan;
import io.beanpod.container.ObjectRef;
import io.beanpod.model.Container;
import io.beanpod.model.DataKey;
import io.beanpod.model.DataObject;
import io.beanpod.model.EnvFromSource;
import io.beanpod.model.EnvVar;
import io.beanpod.model.EnvVarSource;
import io.beanpod.model.ObjectFieldSelector;
import io.beanpod.model.ResourceFieldSelector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans a container's variables where some come from elsewhere. What comes from fields of the pod
 * is known already; what comes from objects is read at each start.
 */
final class EnvironmentPlanner {
  private EnvironmentPlanner() {}

  /** Whether not all of them are plain values. */
  static boolean isNeededFor(Container container) {
    boolean needed = !container.envFrom().isEmpty();
    for (EnvVar variable : container.env()) {
      needed |= variable.valueFrom().isPresent();
    }
    return needed;
  }

  /** The plan; see {@link EnvironmentPlan}. */
  static EnvironmentPlan plan(
      Container container, Map<String, String> services, int literalWords, DownwardApi downward)
      throws IOException {
    List<EnvironmentPlan.From> from = new ArrayList<>();
    for (EnvFromSource source : container.envFrom()) {
      from.add(new EnvironmentPlan.From(ref(source.object()), source.prefix()));
    }
    List<EnvironmentPlan.Variable> variables = new ArrayList<>();
    for (EnvVar variable : container.env()) {
      variables.add(variable(container, variable, downward));
    }
    return new EnvironmentPlan(services, from, variables, literalWords);
  }

  private static EnvironmentPlan.Variable variable(
      Container container, EnvVar variable, DownwardApi downward) throws IOException {
    String template = variable.value();
    Optional<EnvironmentPlan.Key> key = Optional.empty();
    EnvVarSource source = variable.valueFrom().orElse(null);
    if (source instanceof ObjectFieldSelector field) {
      template = literal(downward.value(field));
    } else if (source instanceof ResourceFieldSelector resource) {
      template = downward.value(resource, container);
    } else if (source instanceof DataKey data) {
      key = Optional.of(new EnvironmentPlan.Key(ref(data.object()), data.key()));
    }
    return new EnvironmentPlan.Variable(variable.name(), template, key);
  }

  /**
   * In the pod's own fields nothing is replaced, unlike in what the manifest says of a variable.
   */
  private static String literal(String value) {
    return value.replace("$", "$$");
  }

  static ObjectRef ref(DataObject object) {
    return new ObjectRef(object.secret(), object.name(), object.optional());
  }
}
