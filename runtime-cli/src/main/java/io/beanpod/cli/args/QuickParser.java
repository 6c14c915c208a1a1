package io.beanpod.cli.args;

import java.util.List;
import java.util.Optional;

/**
 * Reads well-formed command lines by the rules of kubectl's flag library: {@code --name=value},
 * {@code --name value}, {@code -n value}, {@code -nvalue}, {@code -it}, flags and words in any
 * order, all words after {@code --} as they are.
 *
 * <p>It reports no mistakes: what it cannot take, {@link FullParser} takes or refuses.
 */
public final class QuickParser {
  private final Definition definition;
  private final List<String> args;
  private final Arguments result = new Arguments();
  private int next;

  private QuickParser(Definition definition, List<String> args) {
    this.definition = definition;
    this.args = args;
  }

  /** The arguments, or empty where something is wrong with them or help is asked for. */
  public static Optional<Arguments> parse(Definition definition, List<String> args) {
    QuickParser parser = new QuickParser(definition, args);
    return parser.all() ? Optional.of(parser.result) : Optional.empty();
  }

  private boolean all() {
    while (next < args.size()) {
      String arg = args.get(next++);
      if (arg.equals("--")) {
        result.setAfterDashes(args.subList(next, args.size()));
        return true;
      }
      boolean good = true;
      if (arg.startsWith("--")) {
        good = longFlag(arg);
      } else if (arg.length() > 1 && arg.charAt(0) == '-') {
        good = letters(arg);
      } else {
        result.addWord(arg);
      }
      if (!good) {
        return false;
      }
    }
    return true;
  }

  private boolean longFlag(String arg) {
    int equals = arg.indexOf('=');
    String name = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
    for (Flag flag : definition.flags()) {
      if (flag.name().equals(name)) {
        if (flag.isToggle()) {
          return toggle(flag, equals < 0 ? "true" : arg.substring(equals + 1));
        }
        return equals < 0 ? nextWord(flag) : value(flag, arg.substring(equals + 1));
      }
    }
    return false;
  }

  private boolean letters(String arg) {
    for (int i = 1; i < arg.length(); i++) {
      Flag flag = byLetter(arg.charAt(i));
      if (flag == null) {
        return false;
      }
      String rest = arg.substring(i + 1);
      boolean assigned = rest.startsWith("=");
      if (flag.isToggle()) {
        if (assigned) {
          return toggle(flag, rest.substring(1));
        }
        if (!toggle(flag, "true")) {
          return false;
        }
      } else {
        return rest.isEmpty() ? nextWord(flag) : value(flag, assigned ? rest.substring(1) : rest);
      }
    }
    return true;
  }

  private Flag byLetter(char letter) {
    for (Flag flag : definition.flags()) {
      if (flag.letter() == letter) {
        return flag;
      }
    }
    return null;
  }

  private boolean toggle(Flag flag, String value) {
    if (flag.name().equals("help") || !(value.equals("true") || value.equals("false"))) {
      return false;
    }
    return value(flag, value);
  }

  private boolean nextWord(Flag flag) {
    return next < args.size() && value(flag, args.get(next++));
  }

  private boolean value(Flag flag, String value) {
    result.add(flag, value);
    return true;
  }
}
