package io.beanpod.cli.print;

import io.beanpod.cli.Failure;
import io.beanpod.cli.jsonpath.GoText;
import io.beanpod.cli.jsonpath.JsonPath;
import io.beanpod.cli.jsonpath.JsonPathError;
import io.beanpod.cli.text.Plain;
import io.beanpod.cli.text.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code -o custom-columns=NAME:.metadata.name} and {@code custom-columns-file=}. */
final class ColumnsPrinter implements TreePrinter {
  private final List<String> headers = new ArrayList<>();
  private final List<JsonPath> paths = new ArrayList<>();
  private final Table table = new Table();
  private boolean header;

  private ColumnsPrinter(boolean header) {
    this.header = header;
  }

  /**
   * The printer of a format.
   *
   * @param name of the format
   * @param value what follows its equals sign: columns, or the name of their file
   */
  static TreePrinter of(String name, String value, boolean header) throws IOException {
    if (value.isEmpty()) {
      throw new Failure(name + " format specified but no custom columns given");
    }
    ColumnsPrinter printer = new ColumnsPrinter(header);
    if (name.equals("custom-columns")) {
      printer.columns(value);
    } else {
      printer.template(TemplateFile.read(value));
    }
    return printer;
  }

  private void columns(String spec) {
    for (String column : spec.split(",", -1)) {
      int colon = column.indexOf(':');
      if (colon < 0) {
        throw new Failure(
            "unexpected custom-columns spec: " + column + ", expected <header>:<json-path-expr>");
      }
      column(column.substring(0, colon), column.substring(colon + 1));
    }
  }

  /** Two lines: one of headers, one of paths, parted by blanks. */
  private void template(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2) {
      throw new Failure(
          "invalid template, missing "
              + (lines.isEmpty() ? "header" : "spec")
              + " line. Expected format is one line of space separated headers, one line of space"
              + " separated column specs.");
    }
    String[] names = lines.get(0).strip().split("\\s+");
    String[] specs = lines.get(1).strip().split("\\s+");
    if (names.length != specs.length) {
      throw new Failure(
          "number of headers ("
              + names.length
              + ") and field specifications ("
              + specs.length
              + ") don't match");
    }
    for (int i = 0; i < names.length; i++) {
      column(names[i], specs[i]);
    }
  }

  private void column(String name, String path) {
    try {
      paths.add(JsonPath.parse(JsonPath.relaxed(path)));
    } catch (JsonPathError e) {
      throw new Failure("column " + name + ": " + e.getMessage(), e);
    }
    headers.add(name);
  }

  @Override
  public String one(Map<String, Object> object) {
    return list(List.of(object));
  }

  @Override
  public String list(List<Map<String, Object>> objects) {
    header();
    for (Map<String, Object> object : objects) {
      row(object);
    }
    return table.flush();
  }

  @Override
  public String each(List<Map<String, Object>> objects) {
    return objects.isEmpty() ? "" : list(objects);
  }

  private void header() {
    if (header) {
      table.row(headers.toArray(new String[0]));
    }
    header = false;
  }

  private void row(Map<String, Object> tree) {
    String[] cells = new String[paths.size()];
    for (int i = 0; i < cells.length; i++) {
      try {
        cells[i] = cell(paths.get(i).results(tree, true));
      } catch (JsonPathError e) {
        throw new Failure("column " + headers.get(i) + ": " + e.getMessage(), e);
      }
    }
    table.row(cells);
  }

  private static String cell(List<List<Object>> results) {
    List<String> texts = new ArrayList<>();
    if (results.isEmpty() || results.get(0).isEmpty()) {
      texts.add("<none>");
    }
    for (List<Object> values : results) {
      for (Object value : values) {
        texts.add(Plain.lines(GoText.of(value)));
      }
    }
    return String.join(",", texts);
  }
}
