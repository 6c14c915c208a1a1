package io.beanpod.cli.jsonpath;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A template, ready to be used on any number of objects. */
public final class JsonPath {
  private final List<Part> parts;

  private JsonPath(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Parses a template.
   *
   * @param template text and braces: <code>{.metadata.name}{"\n"}</code>
   * @throws JsonPathError where it is malformed
   */
  public static JsonPath parse(String template) {
    return new JsonPath(TemplateParser.parse(template));
  }

  /**
   * The braces and the first dot that some flags let their users leave out: {@code metadata.name}
   * becomes <code>{.metadata.name}</code>. Empty text stays empty.
   *
   * @throws JsonPathError where it is no path
   */
  public static String relaxed(String path) {
    if (path.isEmpty()) {
      return path;
    }
    boolean braces = path.startsWith("{") && path.endsWith("}");
    String inner = braces ? path.substring(1, path.length() - 1) : path;
    if (inner.isEmpty() || inner.indexOf('{') >= 0 || inner.indexOf('}') >= 0) {
      throw new JsonPathError(
          "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or"
              + " '{.name1.name2}'");
    }
    return "{" + (inner.startsWith(".") ? "" : ".") + inner + "}";
  }

  /**
   * What it finds: a list for each text and each pair of braces, in the order of printing.
   *
   * @param tree of maps, lists and leaves, see {@link Json}
   * @param allowMissing whether a field that is not there is no error
   * @throws JsonPathError where the template does not fit the object
   */
  public List<List<Object>> results(Object tree, boolean allowMissing) {
    return new Evaluation(allowMissing).results(parts, tree);
  }

  /**
   * What {@code -o jsonpath=} prints: objects and lists as JSON, several results parted by blanks.
   */
  public String text(Object tree, boolean allowMissing) {
    StringBuilder out = new StringBuilder();
    for (List<Object> results : results(tree, allowMissing)) {
      for (int i = 0; i < results.size(); i++) {
        Object result = results.get(i);
        boolean nested = result instanceof Map || result instanceof List;
        out.append(i == 0 ? "" : " ");
        out.append(nested ? JsonWriter.compact(Json.sorted(result)) : GoText.of(result));
      }
    }
    return out.toString();
  }

  /** What {@code -o jsonpath-as-json=} prints: a JSON list of each pair of braces' results. */
  public String json(Object tree, boolean allowMissing) {
    StringBuilder out = new StringBuilder();
    for (List<Object> results : results(tree, allowMissing)) {
      out.append(JsonWriter.indented(Json.sorted(new ArrayList<>(results))));
    }
    return out.toString();
  }
}
