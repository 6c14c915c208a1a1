package io.beanpod.cli.print;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;

/** Chooses the printer for {@code -o}; only the chosen one's classes are loaded. */
public final class ObjectFormat {
  private ObjectFormat() {}

  /**
   * The printer that the flags ask for.
   *
   * @param columns of the tables
   * @param kinds whether tables say {@code pod/web} for {@code web}
   * @throws UsageError where there is no such format
   * @throws io.beanpod.cli.Failure where a template is malformed
   * @throws IOException where a template's file cannot be read
   */
  public static ObjectPrinter printer(Columns columns, Arguments arguments, boolean kinds, long now)
      throws IOException {
    String format = arguments.value("output").orElse("");
    if (format.isEmpty() || format.equals("wide")) {
      return new ObjectTable(columns, arguments, format.equals("wide"), kinds, now);
    }
    if (arguments.on("show-labels")) {
      throw new UsageError(
          "get", "--show-labels option cannot be used with " + format + " printer");
    }
    boolean events = arguments.on("output-watch-events");
    switch (format) {
      case "json", "yaml":
        return new ObjectTrees(format.equals("json"), events);
      case "name":
        return new ObjectNames();
      default:
        return new ObjectTemplate(TemplateFormat.printer(format, arguments), events);
    }
  }
}
