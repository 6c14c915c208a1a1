package io.beanpod.model;

import java.util.Locale;
import java.util.Map;

/**
 * One object of an input.
 *
 * @param source the file's name as the user wrote it, or {@code stdin}
 * @param number which document of the source it is in, from 1
 * @param path where in the document it is: empty, or {@code items[2]} in a List
 * @param tree the object
 */
public record Document(String source, int number, String path, Map<String, Object> tree) {
  /** The start of an error line: {@code web.yaml: document 2: pod/web}. */
  public String where() {
    String kind = Json.string(tree.get("kind")).toLowerCase(Locale.ROOT);
    String name = Json.string(Json.at(tree, "metadata", "name"));
    String object = kind.isEmpty() || name.isEmpty() ? "" : ": " + kind + "/" + name;
    return source + ": document " + number + object;
  }
}
