package io.beanpod.model;

import io.beanpod.model.Selector.Operator;
import io.beanpod.model.Selector.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a {@code metav1.LabelSelector}; one without any requirement selects everything. */
final class LabelSelector {
  private LabelSelector() {}

  /** That of a field; empty where the field is absent, which is not the same as an empty one. */
  static Optional<Selector> decode(Fields fields, String field) {
    return fields.object(field).map(LabelSelector::decode);
  }

  private static Selector decode(Fields fields) {
    List<Requirement> requirements = new ArrayList<>();
    for (Map.Entry<String, String> label : labels(fields, "matchLabels").entrySet()) {
      requirements.add(new Requirement(label.getKey(), Operator.In, Set.of(label.getValue())));
    }
    for (Fields expression : fields.objects("matchExpressions")) {
      requirement(expression).ifPresent(requirements::add);
    }
    fields.end();
    return new Selector(requirements);
  }

  /** Labels that all have to be there, checked. */
  static Map<String, String> labels(Fields fields, String field) {
    Map<String, String> labels = fields.stringMap(field);
    for (Map.Entry<String, String> label : labels.entrySet()) {
      fields.check(field, label.getKey(), Names.labelKey(label.getKey()));
      fields.check(
          field + "." + label.getKey(), label.getValue(), Names.labelValue(label.getValue()));
    }
    return labels;
  }

  private static Optional<Requirement> requirement(Fields fields) {
    Optional<String> key = fields.requiredString("key");
    key.ifPresent(text -> fields.check("key", text, Names.labelKey(text)));
    Optional<String> written = fields.requiredString("operator");
    Operator operator = fields.choice("operator", Operator.Exists, Operator.values());
    List<String> values = fields.strings("values");
    boolean compares = operator == Operator.In || operator == Operator.NotIn;
    if (compares && values.isEmpty()) {
      fields.problem("values", "must be specified when `operator` is 'In' or 'NotIn'");
    }
    if (!compares && !values.isEmpty()) {
      fields.problem(
          "values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    }
    for (String value : values) {
      fields.check("values", value, Names.labelValue(value));
    }
    fields.end();
    return key.isPresent() && written.isPresent()
        ? Optional.of(new Requirement(key.get(), operator, new HashSet<>(values)))
        : Optional.empty();
  }
}
