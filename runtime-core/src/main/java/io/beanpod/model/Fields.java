package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads one object strictly: each field is asked for by name and type, and {@link #end} reports
 * those that nobody asked for.
 *
 * <p>Problems are collected, not thrown, so that a user sees all of them at once; a field with a
 * problem reads as if it were absent. A field that is {@code null} is absent, as in Kubernetes.
 */
public final class Fields {
  private final Map<String, Object> tree;
  private final String path;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * Fields of an object.
   *
   * @param path the object's own path, empty for the outermost one
   * @param problems receives what is wrong
   */
  public Fields(Map<String, Object> tree, String path, List<Problem> problems) {
    this.tree = tree;
    this.path = path;
    this.problems = problems;
  }

  /** The object's own path. */
  public String path() {
    return path;
  }

  /** The full path of a field of this object. */
  public String path(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** Adds a problem of a field; an empty name means the object itself. */
  public void problem(String field, String message) {
    problems.add(new Problem(field.isEmpty() ? path : path(field), message));
  }

  /** Adds {@code "value" is not valid; use ALLOWED} unless there is nothing to say. */
  public void check(String field, String value, String allowed) {
    if (!allowed.isEmpty()) {
      problem(field, "\"" + value + "\" is not valid; use " + allowed);
    }
  }

  /** Whether the field is there, and not null. */
  public boolean has(String field) {
    return value(field) != null;
  }

  public Optional<String> string(String field) {
    return value(field) == null ? Optional.empty() : FieldValues.string(this, field, value(field));
  }

  /** A string that must be there and not be empty. */
  public Optional<String> requiredString(String field) {
    Object value = value(field);
    if (value == null || value.equals("")) {
      problem(field, "required, but missing or empty");
      return Optional.empty();
    }
    return FieldValues.string(this, field, value);
  }

  /** A whole number from {@code min} to {@code max}. */
  public OptionalLong integer(String field, long min, long max) {
    Object value = value(field);
    return value == null ? OptionalLong.empty() : FieldValues.integer(this, field, value, min, max);
  }

  /** True or false; false where it is absent. */
  public boolean bool(String field) {
    return optionalBool(field).orElse(false);
  }

  public Optional<Boolean> optionalBool(String field) {
    Object value = value(field);
    if (value == null || value instanceof Boolean) {
      return Optional.ofNullable((Boolean) value);
    }
    problem(field, "must be true or false, not " + FieldValues.shown(value));
    return Optional.empty();
  }

  /** One of an enum's constants by its exact name, {@code fallback} where it is absent or empty. */
  @SafeVarargs
  public final <E extends Enum<E>> E choice(String field, E fallback, E... choices) {
    Optional<String> text = string(field);
    if (text.isEmpty() || text.get().isEmpty()) {
      return fallback;
    }
    StringBuilder allowed = new StringBuilder();
    for (E choice : choices) {
      if (choice.name().equals(text.get())) {
        return choice;
      }
      allowed.append(allowed.isEmpty() ? "" : ", ").append(choice.name());
    }
    problem(field, "\"" + text.get() + "\" is not valid; use one of " + allowed);
    return fallback;
  }

  /** A list of strings; empty where it is absent. */
  public List<String> strings(String field) {
    List<String> strings = new ArrayList<>();
    int index = 0;
    for (Object item : list(field)) {
      Optional<String> text = FieldValues.string(this, field + "[" + index++ + "]", item);
      if (text.isPresent()) {
        strings.add(text.get());
      }
    }
    return strings;
  }

  /** A list of whole numbers from {@code min} to {@code max}; empty where it is absent. */
  public List<Long> integers(String field, long min, long max) {
    List<Long> numbers = new ArrayList<>();
    int index = 0;
    for (Object item : list(field)) {
      OptionalLong number = FieldValues.integer(this, field + "[" + index++ + "]", item, min, max);
      if (number.isPresent()) {
        numbers.add(number.getAsLong());
      }
    }
    return numbers;
  }

  /** An object of strings; empty where it is absent. */
  public Map<String, String> stringMap(String field) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : map(field).entrySet()) {
      // The API server reads a null in a map of strings as an empty string.
      Object value = entry.getValue() == null ? "" : entry.getValue();
      Optional<String> text = FieldValues.string(this, field + "." + entry.getKey(), value);
      if (text.isPresent()) {
        map.put(entry.getKey(), text.get());
      }
    }
    return map;
  }

  /** A quantity. */
  public Optional<Quantity> quantity(String field) {
    Object value = value(field);
    return value == null ? Optional.empty() : FieldValues.quantity(this, field, value);
  }

  /** An object of quantities; empty where it is absent. */
  public Map<String, Quantity> quantities(String field) {
    Map<String, Quantity> map = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : map(field).entrySet()) {
      Optional<Quantity> quantity =
          FieldValues.quantity(this, field + "." + entry.getKey(), entry.getValue());
      if (quantity.isPresent()) {
        map.put(entry.getKey(), quantity.get());
      }
    }
    return map;
  }

  /** The fields of an object. */
  public Optional<Fields> object(String field) {
    Map<String, Object> object = map(field);
    return value(field) instanceof Map
        ? Optional.of(new Fields(object, path(field), problems))
        : Optional.empty();
  }

  /** The fields of each object of a list; items that are no objects are reported and left out. */
  public List<Fields> objects(String field) {
    List<Fields> objects = new ArrayList<>();
    int index = 0;
    for (Object item : list(field)) {
      String name = field + "[" + index++ + "]";
      if (item instanceof Map) {
        objects.add(new Fields(Json.object(item), path(name), problems));
      } else {
        problem(name, "must be an object, not " + FieldValues.shown(item));
      }
    }
    return objects;
  }

  /** A value of whatever type. */
  public Optional<Object> any(String field) {
    return Optional.ofNullable(value(field));
  }

  /** An object in this one's place that has no fields at all. */
  Fields none() {
    return new Fields(Map.of(), path, problems);
  }

  /** Fields that may hold anything. */
  public void ignore(String... fields) {
    for (String field : fields) {
      known.add(field);
    }
  }

  /** Fields that Kubernetes has and Beanpod has not: an error where one is there. */
  public void refuse(String... fields) {
    for (String field : fields) {
      if (value(field) != null) {
        problem(field, "Beanpod does not support this field yet");
      }
    }
  }

  /** As {@link #refuse}, but an empty list, object or string, zero and false ask for nothing. */
  public void refuseUnlessEmpty(String... fields) {
    for (String field : fields) {
      if (!FieldValues.isEmpty(value(field))) {
        problem(field, "Beanpod does not support this field yet");
      }
    }
  }

  /** Reports every field that was not asked for. Call it last. */
  public void end() {
    for (String field : tree.keySet()) {
      if (!known.contains(field)) {
        String near = Spelling.nearest(field, known);
        problem(field, "unknown field" + (near.isEmpty() ? "" : "; did you mean " + near + "?"));
      }
    }
  }

  private Object value(String field) {
    known.add(field);
    return tree.get(field);
  }

  private List<Object> list(String field) {
    Object value = value(field);
    if (value != null && !(value instanceof List)) {
      problem(field, "must be a list, not " + FieldValues.shown(value));
    }
    return Json.list(value);
  }

  private Map<String, Object> map(String field) {
    Object value = value(field);
    if (value != null && !(value instanceof Map)) {
      problem(field, "must be an object, not " + FieldValues.shown(value));
    }
    return Json.object(value);
  }
}
