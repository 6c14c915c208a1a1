package io.beanpod.cli;

import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.FullParser;
import io.beanpod.cli.args.Similar;
import io.beanpod.cli.args.UsageError;
import java.util.List;

/** The list of commands, for somebody who named none. */
final class Overview {
  private Overview() {}

  /**
   * All commands, or those of a group such as {@code image}.
   *
   * @throws UsageError where a command was named that does not exist
   */
  static String of(CommandWord word) {
    boolean group = word.name().equals("image");
    if (!word.name().isEmpty() && !group) {
      String similar =
          Similar.to(word.name(), Registry.NAMES)
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      throw new UsageError(
          word.name().startsWith("image ") ? "image" : "",
          "unknown command: " + word.name() + similar);
    }
    // Refuses flags that no command has.
    FullParser.parse(
        Definition.of(group ? "image" : "", "COMMAND", "", List.of(), List.of()), word.rest());
    StringBuilder text = new StringBuilder();
    text.append(group ? "beanpod image COMMAND" : "beanpod COMMAND")
        .append(
            group
                ? "\n\nThe images that pods are made of.\n\n"
                : "\n\nKubernetes pods on bare Linux, with no container engine.\n\n");
    List<Definition> definitions = Registry.all(group ? "image " : "");
    int width = 0;
    for (Definition definition : definitions) {
      width = Math.max(width, definition.name().length());
    }
    for (Definition definition : definitions) {
      text.append("  ")
          .append(definition.name())
          .append(" ".repeat(width - definition.name().length() + 3))
          .append(definition.summary())
          .append('\n');
    }
    text.append(
        "\nEvery command has --help with an example. All take --root DIR (or BEANPOD_ROOT), which"
            + " keeps\nall state below DIR, and those about pods -n NAMESPACE.\n");
    return text.toString();
  }
}
