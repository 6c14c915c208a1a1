package io.beanpod.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One object of an input.
 *
 * @param source the file's name as the user wrote it, or {@code stdin}
 * @param number which document of the source it is in, from 1
 * @param path where in the document it is: empty, or {@code items[2]} in a List
 * @param tree the object
 */
public record Document(String source, int number, String path, Map<String, Object> tree) {
  /** Gives an object that names no namespace this one. */
  public void putInto(Optional<String> namespace) {
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    Object own = metadata.get("namespace");
    if (namespace.isPresent()
        && tree.get("metadata") instanceof Map
        && (own == null || own.equals(""))) {
      metadata.put("namespace", namespace.get());
    }
  }

  /** The start of an error line: {@code web.yaml: document 2: pod/web}. */
  public String where() {
    String kind = Json.string(tree.get("kind")).toLowerCase(Locale.ROOT);
    String name = Json.string(Json.at(tree, "metadata", "name"));
    String object = kind.isEmpty() || name.isEmpty() ? "" : ": " + kind + "/" + name;
    return source + ": document " + number + object;
  }
}
