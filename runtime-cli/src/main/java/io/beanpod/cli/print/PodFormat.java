package io.beanpod.cli.print;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses the printer for {@code -o}; only the chosen one's classes are loaded. */
public final class PodFormat {
  private static final String FORMATS =
      "custom-columns,custom-columns-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,wide,"
          + "yaml";

  private PodFormat() {}

  /**
   * The printer that the flags ask for.
   *
   * @param kinds whether tables say {@code pod/web} for {@code web}
   * @throws UsageError where there is no such format
   * @throws io.beanpod.cli.Failure where a template is malformed
   * @throws IOException where a template's file cannot be read
   */
  public static PodPrinter printer(Arguments arguments, boolean kinds, long now)
      throws IOException {
    String format = arguments.value("output").orElse("");
    if (format.isEmpty() || format.equals("wide")) {
      return new PodTable(arguments, format.equals("wide"), kinds, now);
    }
    if (arguments.on("show-labels")) {
      throw new UsageError(
          "get", "--show-labels option cannot be used with " + format + " printer");
    }
    boolean events = arguments.on("output-watch-events");
    switch (format) {
      case "json", "yaml":
        return new PodTrees(format.equals("json"), events);
      case "name":
        return new PodNames();
      default:
        return template(format, arguments, events);
    }
  }

  private static PodPrinter template(String format, Arguments arguments, boolean events)
      throws IOException {
    int equals = format.indexOf('=');
    String name = equals < 0 ? format : format.substring(0, equals);
    String value = equals < 0 ? "" : format.substring(equals + 1);
    switch (name) {
      case "jsonpath", "jsonpath-file", "jsonpath-as-json":
        return JsonPathPrinter.of(
            name, value, arguments.on("allow-missing-template-keys", true), events);
      case "custom-columns", "custom-columns-file":
        return ColumnsPrinter.of(name, value, !arguments.on("no-headers"), events);
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

  /** The v1.List of pods. */
  static Map<String, Object> list(List<StoredPod> pods) {
    List<Object> items = new ArrayList<>();
    for (StoredPod pod : pods) {
      items.add(pod.tree());
    }
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("apiVersion", "v1");
    list.put("items", items);
    list.put("kind", "List");
    list.put("metadata", Map.of("resourceVersion", ""));
    return list;
  }
}
