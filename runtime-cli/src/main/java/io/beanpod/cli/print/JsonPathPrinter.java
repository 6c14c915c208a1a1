package io.beanpod.cli.print;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.jsonpath.JsonPath;
import io.beanpod.cli.jsonpath.JsonPathError;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code -o jsonpath=}, {@code jsonpath-file=} and {@code jsonpath-as-json=}. */
final class JsonPathPrinter implements TreePrinter {
  private final String template;
  private final JsonPath path;
  private final boolean json;
  private final boolean allowMissing;

  private JsonPathPrinter(String template, boolean json, boolean allowMissing) {
    this.template = template;
    this.json = json;
    this.allowMissing = allowMissing;
    try {
      this.path = JsonPath.parse(template);
    } catch (JsonPathError e) {
      throw new Failure("error parsing jsonpath " + template + ", " + e.getMessage(), e);
    }
  }

  /**
   * The printer of a format.
   *
   * @param name of the format
   * @param value what follows its equals sign: a template, or the name of its file
   */
  static TreePrinter of(String name, String value, boolean allowMissing) throws IOException {
    if (value.isEmpty()) {
      throw new UsageError(
          "get", "template format specified but no template given: -o " + name + "=...");
    }
    String template = name.equals("jsonpath-file") ? TemplateFile.read(value) : value;
    return new JsonPathPrinter(template, name.equals("jsonpath-as-json"), allowMissing);
  }

  @Override
  public String one(Map<String, Object> object) {
    return print(object);
  }

  @Override
  public String list(List<Map<String, Object>> objects) {
    return print(ListTree.of(objects));
  }

  @Override
  public String each(List<Map<String, Object>> objects) {
    StringBuilder out = new StringBuilder();
    for (Map<String, Object> object : objects) {
      out.append(print(object));
    }
    return out.toString();
  }

  private String print(Map<String, Object> tree) {
    try {
      return json ? path.json(tree, allowMissing) : path.text(tree, allowMissing);
    } catch (JsonPathError e) {
      throw new Failure(
          "error executing jsonpath \""
              + template
              + "\": Error executing template: "
              + e.getMessage(),
          e);
    }
  }
}
