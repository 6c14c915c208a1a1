package io.beanpod.cli.print;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;

/** The formats of {@code -o} that have a template: {@code jsonpath=}, {@code custom-columns=}. */
public final class TemplateFormat {
  private static final String FORMATS =
      "custom-columns,custom-columns-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,wide,"
          + "yaml";

  private TemplateFormat() {}

  /**
   * The printer of a format that is none of the others.
   *
   * @throws UsageError where there is no such format
   * @throws io.beanpod.cli.Failure where the template is malformed
   * @throws IOException where the template's file cannot be read
   */
  public static TreePrinter printer(String format, Arguments arguments) throws IOException {
    int equals = format.indexOf('=');
    String name = equals < 0 ? format : format.substring(0, equals);
    String value = equals < 0 ? "" : format.substring(equals + 1);
    switch (name) {
      case "jsonpath", "jsonpath-file", "jsonpath-as-json":
        return JsonPathPrinter.of(name, value, arguments.on("allow-missing-template-keys", true));
      case "custom-columns", "custom-columns-file":
        return ColumnsPrinter.of(name, value, !arguments.on("no-headers"));
      case "go-template", "go-template-file", "template", "templatefile":
        throw new UsageError(
            "get",
            "there are no Go templates here; -o jsonpath='{.metadata.name}' and"
                + " -o custom-columns=NAME:.metadata.name print single fields");
      default:
        throw new UsageError(
            "get",
            "unable to match a printer suitable for the output format \""
                + format
                + "\", allowed formats are: "
                + FORMATS);
    }
  }
}
