package io.beanpod.cli.change;

import io.beanpod.cli.Output;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.YamlWriter;
import io.beanpod.store.ObjectKind;
import java.util.Map;

/**
 * Tells of a change: {@code pod/web labeled}, or with {@code -o} the changed object.
 *
 * @param format json, yaml or name; empty for a line about what happened
 */
public record ChangeOutput(String format, DryRun dryRun) {
  private static final String FLAG = "output";

  /** {@code -o}. */
  public static Flag flag() {
    return Flag.value(FLAG, 'o', "FORMAT", "Print the changed object as json or yaml, or its name");
  }

  /**
   * What the flags ask for.
   *
   * @throws UsageError where the format is unknown
   */
  public static ChangeOutput of(String command, Arguments arguments) {
    String format = arguments.value(FLAG).orElse("");
    return switch (format) {
      case "", "json", "yaml", "name" -> new ChangeOutput(format, DryRun.of(command, arguments));
      default ->
          throw new UsageError(
              command, "unknown output format: " + format + "; there are json, yaml and name");
    };
  }

  /**
   * Prints it.
   *
   * @param object as it is now, or would be
   * @param what happened: {@code labeled}
   */
  public void print(Output out, ObjectKind kind, Map<String, Object> object, String what) {
    String name = kind.qualified() + "/" + Json.string(Json.at(object, "metadata", "name"));
    switch (format) {
      case "json" -> out.print(JsonWriter.indented(Json.sorted(object)));
      case "yaml" -> out.print(YamlWriter.write(Json.sorted(object)));
      case "name" -> out.line(name);
      default -> out.line(name + " " + what + dryRun.remark());
    }
    out.flush();
  }
}
