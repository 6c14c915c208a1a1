package io.beanpod.cli.args;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command is called and takes.
 *
 * @param name as typed: {@code get}, {@code image ls}
 * @param synopsis what follows the name, without the flags that every command has: {@code POD [-f]}
 * @param summary one line for the list of commands
 * @param flags the command's own and the global ones
 * @param examples lines of the help's last part
 */
public record Definition(
    String name, String synopsis, String summary, List<Flag> flags, List<String> examples) {

  private static final Flag ROOT =
      Flag.value(
          "root",
          Flag.NO_LETTER,
          "DIR",
          "Keep all state and logs below DIR instead of / (also BEANPOD_ROOT)");
  private static final Flag NAMESPACE =
      Flag.value("namespace", 'n', "NAMESPACE", "The pods' namespace (default: default)");
  private static final Flag HELP = Flag.toggle("help", 'h', "Show this help");

  /** Flags that may also stand before the command's name. */
  public static List<Flag> global() {
    return List.of(NAMESPACE, ROOT, HELP);
  }

  /** A definition of a command that is not about pods: it has no {@code --namespace}. */
  public static Definition withoutNamespace(
      String name, String synopsis, String summary, List<Flag> own, List<String> examples) {
    List<Flag> flags = new ArrayList<>(own);
    flags.add(ROOT);
    flags.add(HELP);
    return new Definition(name, synopsis, summary, List.copyOf(flags), examples);
  }

  /** A definition whose flags are {@code own} and the global ones. */
  public static Definition of(
      String name, String synopsis, String summary, List<Flag> own, List<String> examples) {
    List<Flag> flags = new ArrayList<>(own);
    flags.addAll(global());
    return new Definition(name, synopsis, summary, List.copyOf(flags), examples);
  }
}
