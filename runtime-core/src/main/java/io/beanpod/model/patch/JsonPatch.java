package io.beanpod.model.patch;

import io.beanpod.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * JSON patch: a list of operations, carried out in order. If one fails, nothing has happened.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 */
public final class JsonPatch {
  private static final String OPERATIONS = "add, remove, replace, move, copy or test";

  private Object document;

  private JsonPatch(Object document) {
    this.document = document;
  }

  /**
   * What {@code target} becomes; both stay as they are.
   *
   * @throws PatchException naming the operation, by its number and its path, and what is wrong
   */
  public static Object apply(Object target, Object patch) {
    if (!(patch instanceof List)) {
      throw new PatchException("a JSON patch is a list of operations: [{\"op\": ...}]");
    }
    JsonPatch result = new JsonPatch(Json.copy(target));
    int number = 0;
    for (Object operation : Json.list(patch)) {
      number++;
      try {
        result.operation(operation);
      } catch (PatchException e) {
        throw new PatchException("operation " + number + described(operation) + e.getMessage());
      }
    }
    return result.document;
  }

  private static String described(Object operation) {
    String op = Json.string(Json.at(operation, "op"));
    Object path = Json.at(operation, "path");
    return op.isEmpty() || !(path instanceof String)
        ? ": "
        : " (" + op + " " + (path.equals("") ? "the whole object" : path) + "): ";
  }

  private void operation(Object operation) {
    if (!(operation instanceof Map)) {
      throw new PatchException("must be an object with op and path");
    }
    String op = text(operation, "op");
    JsonPointer path = JsonPointer.parse(text(operation, "path"));
    switch (op) {
      case "add" -> add(path, value(operation));
      case "remove" -> remove(path);
      case "replace" -> replace(path, value(operation));
      case "move" -> move(JsonPointer.parse(text(operation, "from")), path);
      case "copy" -> add(path, Json.copy(from(operation).in(document)));
      case "test" -> test(path, value(operation));
      default -> throw new PatchException("op \"" + op + "\" is unknown; use " + OPERATIONS);
    }
  }

  private static JsonPointer from(Object operation) {
    return JsonPointer.parse(text(operation, "from"));
  }

  private static String text(Object operation, String member) {
    if (Json.at(operation, member) instanceof String text) {
      return text;
    }
    throw new PatchException("\"" + member + "\" must be there, and a string");
  }

  private static Object value(Object operation) {
    if (!Json.object(operation).containsKey("value")) {
      throw new PatchException("\"value\" is missing");
    }
    return Json.copy(Json.object(operation).get("value"));
  }

  private void add(JsonPointer path, Object value) {
    if (path.isRoot()) {
      document = value;
      return;
    }
    Object parent = path.parentIn(document);
    if (parent instanceof List) {
      List<Object> list = Json.list(parent);
      boolean end = path.last().equals(JsonPointer.END);
      list.add(end ? list.size() : JsonPointer.index(path.last(), list.size()), value);
    } else if (parent instanceof Map) {
      Json.object(parent).put(path.last(), value);
    } else {
      throw new PatchException("its parent is neither an object nor a list");
    }
  }

  private void remove(JsonPointer path) {
    if (path.isRoot()) {
      document = null;
      return;
    }
    path.in(document);
    Object parent = path.parentIn(document);
    if (parent instanceof List) {
      Json.list(parent).remove(JsonPointer.index(path.last(), Json.list(parent).size() - 1));
    } else {
      Json.object(parent).remove(path.last());
    }
  }

  private void replace(JsonPointer path, Object value) {
    path.in(document);
    if (path.isRoot()) {
      document = value;
      return;
    }
    Object parent = path.parentIn(document);
    if (parent instanceof List) {
      Json.list(parent).set(Integer.parseInt(path.last()), value);
    } else {
      Json.object(parent).put(path.last(), value);
    }
  }

  private void move(JsonPointer from, JsonPointer path) {
    if (from.contains(path)) {
      throw new PatchException("cannot move " + from.text() + " into itself");
    }
    Object value = from.in(document);
    remove(from);
    add(path, value);
  }

  private void test(JsonPointer path, Object expected) {
    if (!Objects.equals(path.in(document), expected)) {
      throw new PatchException("the value is another"); // not which: it may be a Secret's
    }
  }
}
