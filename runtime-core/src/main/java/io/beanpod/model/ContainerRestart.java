package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a container itself says of its restarts.
 *
 * @param policy empty: the pod's
 * @param rules come before the policy; none without a policy
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules">container
 *     restart rules</a>
 */
public record ContainerRestart(Optional<RestartPolicy> policy, List<Rule> rules) {
  static final String POLICY = "restartPolicy";
  static final String RULES = "restartPolicyRules";

  private static final int MAX_RULES = 20;
  private static final int MAX_VALUES = 255;
  private static final ContainerRestart NONE = new ContainerRestart(Optional.empty(), List.of());

  /**
   * Restart after exit statuses that are in a set, or are not.
   *
   * @param values at most 255
   */
  public record Rule(boolean in, List<Integer> values) {}

  private enum Operator {
    In,
    NotIn
  }

  /** Whether it is started again whatever happens: of an init container, that makes a sidecar. */
  public boolean always() {
    return policy.isPresent() && policy.get() == RestartPolicy.Always;
  }

  static ContainerRestart decode(Fields container) {
    if (!container.has(POLICY) && !container.has(RULES)) {
      return NONE;
    }
    Optional<RestartPolicy> policy =
        container.has(POLICY)
            ? Optional.of(container.choice(POLICY, RestartPolicy.Never, RestartPolicy.values()))
            : Optional.empty();
    List<Rule> rules = new ArrayList<>();
    List<Fields> items = container.objects(RULES);
    for (Fields item : items) {
      rules.add(rule(item));
    }
    if (!items.isEmpty() && policy.isEmpty()) {
      container.problem(POLICY, "required where restartPolicyRules are used");
    }
    if (items.size() > MAX_RULES) {
      container.problem(RULES, "must have at most " + MAX_RULES + " items, not " + items.size());
    }
    return new ContainerRestart(policy, rules);
  }

  private static Rule rule(Fields item) {
    Optional<String> action = item.requiredString("action");
    if (action.isPresent() && action.get().equals("RestartAllContainers")) {
      item.problem("action", "Beanpod does not support RestartAllContainers yet; use Restart");
    } else if (action.isPresent() && !action.get().equals("Restart")) {
      item.problem("action", "\"" + action.get() + "\" is not valid; use Restart");
    }
    Optional<Fields> exitCodes = item.object("exitCodes");
    if (exitCodes.isEmpty()) {
      item.problem("exitCodes", "required, but missing");
    }
    Rule rule = exitCodes.isEmpty() ? new Rule(true, List.of()) : exitCodes(exitCodes.get());
    item.end();
    return rule;
  }

  private static Rule exitCodes(Fields fields) {
    if (fields.requiredString("operator").isEmpty()) {
      fields.ignore("values");
      return new Rule(true, List.of());
    }
    Operator operator = fields.choice("operator", Operator.In, Operator.values());
    List<Integer> values = new ArrayList<>();
    for (long value : fields.integers("values", Integer.MIN_VALUE, Integer.MAX_VALUE)) {
      values.add((int) value);
    }
    if (values.size() > MAX_VALUES) {
      fields.problem("values", "must have at most " + MAX_VALUES + " items, not " + values.size());
    }
    fields.end();
    return new Rule(operator == Operator.In, values);
  }
}
