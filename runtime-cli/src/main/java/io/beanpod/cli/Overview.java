package io.beanpod.cli;

import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.FullParser;
import io.beanpod.cli.args.Similar;
import io.beanpod.cli.args.UsageError;
import java.util.List;
import java.util.Map;

/** The list of commands, for somebody who named none. */
final class Overview {
  /** Words that begin several commands, and what these are about. */
  private static final Map<String, String> FAMILIES =
      Map.of(
          "create secret", "Make Secrets.",
          "image", "The images that pods are made of.",
          "set", "Change images or resources of pods.");

  private Overview() {}

  /**
   * All commands, or those of a group such as {@code image}.
   *
   * @throws UsageError where a command was named that does not exist
   */
  static String of(CommandWord word) {
    String family = word.name();
    if (!family.isEmpty() && !FAMILIES.containsKey(family)) {
      throw unknown(family);
    }
    // Refuses flags that no command has.
    FullParser.parse(Definition.of(family, "COMMAND", "", List.of(), List.of()), word.rest());
    StringBuilder text = new StringBuilder();
    text.append(
        family.isEmpty()
            ? "beanpod COMMAND\n\nKubernetes pods on bare Linux, with no container engine.\n"
            : "beanpod " + family + " COMMAND\n\n" + FAMILIES.get(family) + "\n");
    int width = 0;
    for (String name : Registry.NAMES) {
      width = Math.max(width, name.length());
    }
    for (Registry.Group group : Registry.GROUPS) {
      List<String> names = group.names();
      if (!family.isEmpty()) {
        names = names.stream().filter(name -> name.startsWith(family + " ")).toList();
      }
      if (!names.isEmpty()) {
        text.append('\n').append(family.isEmpty() ? group.heading() + ":\n" : "");
        lines(text, names, width);
      }
    }
    text.append(
        "\nEvery command has --help with an example. All take --root DIR (or BEANPOD_ROOT), which"
            + " keeps\nall state below DIR, and those about pods -n NAMESPACE.\n");
    return text.toString();
  }

  private static void lines(StringBuilder text, List<String> names, int width) {
    for (String name : names) {
      text.append("  ").append(name).append(" ".repeat(width - name.length() + 3));
      Registry.find(name).ifPresent(command -> text.append(command.definition().summary()));
      text.append('\n');
    }
  }

  private static UsageError unknown(String name) {
    String similar =
        Similar.to(name, Registry.NAMES).map(it -> "did you mean " + it + "?").orElse("");
    String advice = similar.isEmpty() ? instead(name) : similar;
    int blank = name.indexOf(' ');
    return new UsageError(
        blank < 0 ? "" : name.substring(0, blank),
        "unknown command: " + name + (advice.isEmpty() ? "" : "; " + advice));
  }

  /** What to do here in the place of another command of kubectl; empty where there is nothing. */
  private static String instead(String name) {
    return switch (name) {
      case "run" -> "write a manifest and launch it: beanpod apply -f FILE";
      case "scale", "rollout", "autoscale" ->
          "there are only pods here, with no controllers over them";
      case "pull", "push" -> "images come from files: beanpod image import --tag NAME FILE";
      case "images" -> "beanpod image ls lists them";
      case "ps" -> "beanpod get pods lists pods";
      default -> "";
    };
  }
}
