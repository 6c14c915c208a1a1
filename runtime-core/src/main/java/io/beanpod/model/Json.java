package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every user of a tree needs: looking, copying, comparing. See the package's description. */
public final class Json {
  private Json() {}

  /** The value as an object, or an empty one where it is none. The map is the tree's own. */
  @SuppressWarnings("unchecked") // a tree's maps have string keys by construction
  public static Map<String, Object> object(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  /** The value as a list, or an empty one where it is none. The list is the tree's own. */
  @SuppressWarnings("unchecked")
  public static List<Object> list(Object value) {
    return value instanceof List ? (List<Object>) value : List.of();
  }

  /** The value as text, or empty where it is none. */
  public static String string(Object value) {
    return value instanceof String text ? text : "";
  }

  /** What lies under these keys, from the outside in; null where a step is missing. */
  public static Object at(Object tree, String... keys) {
    Object value = tree;
    for (String key : keys) {
      value = object(value).get(key);
    }
    return value;
  }

  /** A copy that shares no map or list with the original. */
  public static Object copy(Object value) {
    if (value instanceof Map) {
      return copy(object(value));
    }
    if (value instanceof List) {
      List<Object> copy = new ArrayList<>();
      for (Object item : list(value)) {
        copy.add(copy(item));
      }
      return copy;
    }
    return value;
  }

  /** A copy that shares no map or list with the original. */
  public static Map<String, Object> copy(Map<String, Object> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : object.entrySet()) {
      copy.put(entry.getKey(), copy(entry.getValue()));
    }
    return copy;
  }

  /** A copy with the keys of every object in alphabetical order, as kubectl prints them. */
  public static Object sorted(Object value) {
    if (value instanceof Map) {
      Map<String, Object> sorted = new TreeMap<>();
      for (Map.Entry<String, Object> entry : object(value).entrySet()) {
        sorted.put(entry.getKey(), sorted(entry.getValue()));
      }
      return sorted;
    }
    if (value instanceof List) {
      List<Object> sorted = new ArrayList<>();
      for (Object item : list(value)) {
        sorted.add(sorted(item));
      }
      return sorted;
    }
    return value;
  }

  /** Whether two leaves are the same value; whole numbers have one form only ({@link Numbers}). */
  static boolean sameLeaf(Object one, Object other) {
    return one == null ? other == null : one.equals(other);
  }

  /** The kind of a value, for messages: {@code a string}, {@code an object}. */
  static String kindOf(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Boolean) {
      return "a boolean";
    }
    return value instanceof Number ? "a number" : "a string";
  }
}
