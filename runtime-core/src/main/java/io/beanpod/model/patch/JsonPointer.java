package io.beanpod.model.patch;

import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The place of a value in a document: {@code /metadata/labels/app.kubernetes.io~1name}, where
 * {@code ~1} is a slash and {@code ~0} a tilde. The empty pointer is the whole document.
 *
 * @param text as written
 * @param steps the names and indices on the way, unescaped
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
record JsonPointer(String text, List<String> steps) {
  /** The index of the element after a list's last one. */
  static final String END = "-";

  private static final int MAX_INDEX_DIGITS = 9;

  JsonPointer {
    steps = List.copyOf(steps);
  }

  static JsonPointer parse(String text) {
    List<String> steps = new ArrayList<>();
    if (!text.isEmpty() && text.charAt(0) != '/') {
      throw new PatchException("a path begins with /");
    }
    for (int slash = 0; slash < text.length(); ) {
      int next = text.indexOf('/', slash + 1);
      int end = next < 0 ? text.length() : next;
      steps.add(unescape(text.substring(slash + 1, end)));
      slash = end;
    }
    return new JsonPointer(text, steps);
  }

  private static String unescape(String step) {
    for (int tilde = step.indexOf('~'); tilde >= 0; tilde = step.indexOf('~', tilde + 1)) {
      char code = tilde + 1 < step.length() ? step.charAt(tilde + 1) : ' ';
      if (code != '0' && code != '1') {
        throw new PatchException("in a path ~ is written ~0, and / within a name ~1");
      }
    }
    // In this order: ~01 is ~1, not a slash.
    return step.replace("~1", "/").replace("~0", "~");
  }

  boolean isRoot() {
    return steps.isEmpty();
  }

  String last() {
    return steps.get(steps.size() - 1);
  }

  /** Whether {@code other} lies inside of what this points to. */
  boolean contains(JsonPointer other) {
    return other.steps.size() > steps.size() && other.steps.subList(0, steps.size()).equals(steps);
  }

  /**
   * The value here.
   *
   * @throws PatchException where there is none
   */
  Object in(Object document) {
    return walk(document, steps.size());
  }

  /** The object or list that holds the value here, or would. */
  Object parentIn(Object document) {
    return walk(document, steps.size() - 1);
  }

  private Object walk(Object document, int count) {
    Object value = document;
    for (int i = 0; i < count; i++) {
      value = child(value, i);
    }
    return value;
  }

  private Object child(Object value, int step) {
    String name = steps.get(step);
    if (value instanceof Map && Json.object(value).containsKey(name)) {
      return Json.object(value).get(name);
    }
    if (value instanceof List) {
      return Json.list(value).get(index(name, Json.list(value).size() - 1));
    }
    throw new PatchException("there is no " + pathTo(step));
  }

  private String pathTo(int step) {
    int end = 0;
    for (int i = 0; i <= step; i++) {
      int next = text.indexOf('/', end + 1);
      end = next < 0 ? text.length() : next;
    }
    return text.substring(0, end);
  }

  /**
   * An index of a list.
   *
   * @param max the greatest there may be
   */
  static int index(String step, int max) {
    boolean digits = !step.isEmpty() && step.length() <= MAX_INDEX_DIGITS;
    for (int at = 0; at < step.length(); at++) {
      digits &= step.charAt(at) >= '0' && step.charAt(at) <= '9';
    }
    if (!digits || (step.length() > 1 && step.charAt(0) == '0')) {
      throw new PatchException("\"" + step + "\" is no index of a list");
    }
    int index = Integer.parseInt(step);
    if (index > max) {
      throw new PatchException("index " + index + " is beyond the end of the list");
    }
    return index;
  }
}
