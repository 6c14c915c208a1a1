package io.beanpod.cli.jsonpath;

import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Walks steps along a tree.
 *
 * @param allowMissing whether a field that none of the values has is no error
 */
record Evaluation(boolean allowMissing) {

  /** The results of each part, one list for each time that it was met. */
  List<List<Object>> results(List<Part> parts, Object root) {
    List<List<Object>> results = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        results.add(List.of(text.text()));
      } else if (part instanceof Part.Expression expression) {
        results.add(walk(expression.steps(), list(root)));
      } else if (part instanceof Part.Range range) {
        for (Object item : walk(range.over(), list(root))) {
          results.addAll(results(range.body(), item));
        }
      }
    }
    return results;
  }

  private static List<Object> list(Object value) {
    List<Object> list = new ArrayList<>(1);
    list.add(value); // which may be null
    return list;
  }

  private List<Object> walk(List<Step> steps, List<Object> start) {
    List<Object> values = start;
    for (Step step : steps) {
      values = walk(step, values);
    }
    return values;
  }

  private List<Object> walk(Step step, List<Object> values) {
    List<Object> results = new ArrayList<>();
    if (step instanceof Step.Field field) {
      fields(field.name(), values, results);
    } else if (step instanceof Step.Union union) {
      for (List<Step> path : union.paths()) {
        results.addAll(walk(path, values));
      }
    } else if (step instanceof Step.Text text) {
      results.add(text.text());
    } else if (step instanceof Step.Word word) {
      throw new JsonPathError(
          word.word().equals("end")
              ? "not in range, nothing to end"
              : "unrecognized identifier " + word.word());
    } else {
      for (Object value : values) {
        walk(step, value, results);
      }
    }
    return results;
  }

  /** The steps that take each value by itself. No switch: see the package's description. */
  private void walk(Step step, Object value, List<Object> results) {
    if (step instanceof Step.Wildcard) {
      results.addAll(children(value));
    } else if (step instanceof Step.Recursive) {
      descend(value, results);
    } else if (step instanceof Step.Slice slice) {
      slice(slice, value, results);
    } else if (step instanceof Step.Exists filter) {
      existing(filter, value, results);
    } else if (step instanceof Step.Filter filter) {
      matching(filter, value, results);
    } else if (step instanceof Step.Constant constant) {
      results.add(constant.value());
    }
  }

  private void fields(String name, List<Object> values, List<Object> results) {
    for (Object value : values) {
      if (name.isEmpty()) {
        results.add(value);
      } else if (value instanceof Map<?, ?> map && map.containsKey(name)) {
        results.add(map.get(name));
      }
    }
    if (results.isEmpty() && !values.isEmpty() && !allowMissing) {
      throw new JsonPathError(name + " is not found");
    }
  }

  /** In the tree's order; Go has none for the keys of an object. */
  private static List<Object> children(Object value) {
    return value instanceof Map ? new ArrayList<>(Json.object(value).values()) : Json.list(value);
  }

  private static void descend(Object value, List<Object> results) {
    List<Object> children = children(value);
    // Upstream sees text as a list of bytes, so that it is found like one.
    if (!children.isEmpty() || (value instanceof String text && !text.isEmpty())) {
      results.add(value);
      for (Object child : children) {
        descend(child, results);
      }
    }
  }

  private static void slice(Step.Slice slice, Object value, List<Object> results) {
    if (value == null) {
      return;
    }
    if (!(value instanceof List)) {
      throw new JsonPathError(GoText.type(value) + " is not array or slice");
    }
    List<Object> list = Json.list(value);
    int length = list.size();
    int from = slice.from().orElse(0);
    from += from < 0 ? length : 0;
    int to = slice.to().orElse(length);
    to += to < 0 || (to == 0 && slice.single()) ? length : 0;
    if (from == to) {
      return;
    }
    if (from >= length || from < 0) {
      throw outOfBounds(from, length);
    }
    if (to > length || to < 0) {
      throw outOfBounds(to - 1, length);
    }
    if (from > to) {
      throw new JsonPathError("starting index " + from + " is greater than ending index " + to);
    }
    int step = slice.step().orElse(1);
    if (step <= 0) {
      throw new JsonPathError("step must be > 0");
    }
    for (long i = from; i < to; i += step) {
      results.add(list.get((int) i));
    }
  }

  private static JsonPathError outOfBounds(int index, int length) {
    return new JsonPathError("array index out of bounds: index " + index + ", length " + length);
  }

  private static List<Object> filtered(Object value) {
    if (!(value instanceof List)) {
      throw new JsonPathError(GoText.of(value) + " is not array or slice and cannot be filtered");
    }
    return Json.list(value);
  }

  private static void existing(Step.Exists filter, Object value, List<Object> results) {
    Evaluation lenient = new Evaluation(true); // what is missing does not exist, and no more
    for (Object item : filtered(value)) {
      if (!lenient.walk(filter.path(), list(item)).isEmpty()) {
        results.add(item);
      }
    }
  }

  private void matching(Step.Filter filter, Object value, List<Object> results) {
    for (Object item : filtered(value)) {
      List<Object> left = walk(filter.left(), list(item));
      if (left.isEmpty()) {
        continue;
      }
      List<Object> right = walk(filter.right(), list(item));
      if (left.size() > 1 || right.size() > 1) {
        throw new JsonPathError("can only compare one element at a time");
      }
      if (!right.isEmpty() && Comparison.holds(left.get(0), filter.operator(), right.get(0))) {
        results.add(item);
      }
    }
  }
}
