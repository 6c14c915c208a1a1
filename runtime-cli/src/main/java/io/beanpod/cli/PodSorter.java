package io.beanpod.cli;

import io.beanpod.cli.jsonpath.JsonPath;
import io.beanpod.cli.jsonpath.JsonPathError;
import io.beanpod.cli.text.NaturalOrder;
import io.beanpod.model.Quantity;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code --sort-by}: pods in the order of one field, those that lack it first. Text is compared as
 * quantities where both sides are some, else with numbers in it taken as numbers.
 */
final class PodSorter {
  private PodSorter() {}

  private record Keyed<T>(T object, List<Object> key) {}

  /**
   * The pods in order.
   *
   * @param path {@code .status.startTime}, with or without braces
   * @throws Failure where no pod has the field, or it has no order
   */
  static List<StoredPod> sort(List<StoredPod> pods, String path) {
    return sort(pods, StoredPod::tree, path);
  }

  /** Other objects by the same rules; {@code tree} is what the path looks at. */
  static <T> List<T> sort(List<T> pods, Function<T, Map<String, Object>> tree, String path) {
    List<Keyed<T>> keyed = new ArrayList<>();
    boolean found = pods.isEmpty();
    String relaxed;
    try {
      relaxed = JsonPath.relaxed(path);
      JsonPath field = JsonPath.parse(relaxed);
      for (T pod : pods) {
        List<List<Object>> results = field.results(tree.apply(pod), true);
        List<Object> key = results.isEmpty() ? List.of() : results.get(0);
        found |= !key.isEmpty();
        keyed.add(new Keyed<>(pod, key));
      }
    } catch (JsonPathError e) {
      throw new Failure("sorting error: " + e.getMessage(), e);
    }
    if (!found) {
      throw new Failure(
          "couldn't find any field with path \"" + relaxed + "\" in the list of objects");
    }
    keyed.sort((one, other) -> compare(relaxed, one.key(), other.key()));
    List<T> sorted = new ArrayList<>();
    for (Keyed<T> each : keyed) {
      sorted.add(each.object());
    }
    return sorted;
  }

  private static int compare(String path, List<Object> one, List<Object> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(!one.isEmpty(), !other.isEmpty());
    }
    Object a = one.get(0);
    Object b = other.get(0);
    if (a instanceof Number x && b instanceof Number y) {
      return Double.compare(x.doubleValue(), y.doubleValue());
    }
    if (a instanceof String x && b instanceof String y) {
      Optional<Quantity> quantity = Quantity.tryParse(x);
      Optional<Quantity> another = quantity.isPresent() ? Quantity.tryParse(y) : Optional.empty();
      return another.isPresent()
          ? quantity.get().compareTo(another.get())
          : NaturalOrder.compare(x, y);
    }
    throw new Failure(
        "field " + path + " cannot be sorted by: it is neither text nor a number in every pod");
  }
}
