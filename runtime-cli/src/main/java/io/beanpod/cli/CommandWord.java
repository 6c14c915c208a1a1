package io.beanpod.cli;

import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import java.util.ArrayList;
import java.util.List;

/**
 * The command's name among the arguments. Global flags may stand before it.
 *
 * @param name {@code get}, {@code image ls}; empty where there is none
 * @param rest all other arguments, in order
 */
record CommandWord(String name, List<String> rest) {
  private static final String CREATE = "create";

  static CommandWord find(List<String> args) {
    List<String> rest = new ArrayList<>(args);
    int at = next(args, 0);
    if (at < 0) {
      return new CommandWord("", rest);
    }
    String name = args.get(at);
    rest.remove(at);
    if (name.equals("help")) {
      // `help get` is `get --help`; a bare `help` is `--help`.
      rest.add("--help");
      return find(rest);
    }
    if (name.equals("image") || name.equals("set")) {
      int second = next(rest, at);
      if (second >= 0) {
        name = name + " " + rest.remove(second);
      }
    }
    while (name.startsWith(CREATE)
        && at < rest.size()
        && beginsCommand(name + " " + full(rest.get(at)))) {
      name = name + " " + full(rest.remove(at));
    }
    return new CommandWord(name, rest);
  }

  /** kubectl's short words for what {@code create} makes. */
  private static String full(String word) {
    return switch (word) {
      case "cm" -> "configmap";
      case "ns" -> "namespace";
      default -> word;
    };
  }

  /** Whether there is a command of these words, or one that begins with them. */
  private static boolean beginsCommand(String words) {
    for (String name : Registry.NAMES) {
      if (name.equals(words) || name.startsWith(words + " ")) {
        return true;
      }
    }
    return false;
  }

  /** Where the next word is that is neither a flag nor a flag's value, or -1. */
  private static int next(List<String> args, int from) {
    for (int i = from; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("--")) {
        return -1;
      }
      if (!arg.startsWith("-")) {
        return i;
      }
      if (takesNext(arg)) {
        i++;
      }
    }
    return -1;
  }

  private static boolean takesNext(String arg) {
    for (Flag flag : Definition.global()) {
      if (!flag.isToggle() && (arg.equals("--" + flag.name()) || arg.equals("-" + flag.letter()))) {
        return true;
      }
    }
    return false;
  }
}
