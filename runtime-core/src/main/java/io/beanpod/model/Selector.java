package io.beanpod.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A label selector as {@code -l} takes it: {@code app=web,tier!=db,env in
 * (dev,test),!canary,ready}.
 *
 * <p>All requirements must hold. As upstream, {@code !=} and {@code notin} hold for an object that
 * lacks the label.
 */
public record Selector(List<Requirement> requirements) {
  /** How a label is compared. */
  public enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist
  }

  /** One comparison; values are empty for Exists and DoesNotExist. */
  public record Requirement(String key, Operator operator, Set<String> values) {
    public Requirement {
      values = Set.copyOf(values);
    }

    boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case In -> value != null && values.contains(value);
        case NotIn -> value == null || !values.contains(value);
        case Exists -> value != null;
        case DoesNotExist -> value == null;
      };
    }
  }

  /** Matches every object. */
  public static final Selector EVERYTHING = new Selector(List.of());

  public Selector {
    requirements = List.copyOf(requirements);
  }

  /**
   * Parses a selector; a blank one selects everything.
   *
   * @throws IllegalArgumentException naming the selector and what is allowed
   */
  public static Selector parse(String text) {
    return text.isBlank() ? EVERYTHING : new SelectorParser(text).parse();
  }

  /** Whether all requirements hold for these labels. */
  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }
}
