package io.beanpod.cli.args;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command line with picocli, which knows how to help: slow and thorough. */
public final class FullParser {
  private FullParser() {}

  /**
   * The arguments, or the help text where {@code --help} is among them.
   *
   * @throws UsageError where they cannot be meant
   */
  public static Parsed parse(Definition definition, List<String> args) {
    // picocli does not tell which words came after the dashes.
    int dashes = args.indexOf("--");
    List<String> before = dashes < 0 ? args : args.subList(0, dashes);
    CommandLine command = new CommandLine(spec(definition));
    command.setOverwrittenOptionsAllowed(true);
    ParseResult parsed;
    try {
      parsed = command.parseArgs(before.toArray(new String[0]));
    } catch (ParameterException e) {
      throw new UsageError(definition.name(), problem(definition, e));
    }
    if (command.isUsageHelpRequested()) {
      return new Parsed.Help(command.getUsageMessage(Ansi.OFF));
    }
    Arguments arguments = new Arguments();
    for (Flag flag : definition.flags()) {
      OptionSpec option = parsed.matchedOption("--" + flag.name());
      if (option != null) {
        for (String value : option.originalStringValues()) {
          arguments.add(flag, value.isEmpty() && flag.isToggle() ? "true" : value);
        }
      }
    }
    for (PositionalParamSpec positional : parsed.matchedPositionals()) {
      positional.originalStringValues().forEach(arguments::addWord);
    }
    if (dashes >= 0) {
      arguments.setAfterDashes(args.subList(dashes + 1, args.size()));
    }
    return arguments;
  }

  /** The text that {@code --help} shows. */
  public static String help(Definition definition) {
    return new CommandLine(spec(definition)).getUsageMessage(Ansi.OFF);
  }

  private static CommandSpec spec(Definition definition) {
    CommandSpec spec = CommandSpec.create().name("beanpod " + definition.name());
    for (Flag flag : definition.flags()) {
      OptionSpec.Builder option =
          flag.letter() == Flag.NO_LETTER
              ? OptionSpec.builder("--" + flag.name())
              : OptionSpec.builder("-" + flag.letter(), "--" + flag.name());
      option.description(flag.help().replace("%", "%%"));
      if (flag.isToggle()) {
        option.type(boolean.class).usageHelp(flag.name().equals("help"));
      } else {
        // A list, so that every value of a repeated flag is kept: Arguments says which one counts.
        option.type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel(flag.value());
      }
      spec.addOption(option.build());
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .paramLabel("WORD")
            .hidden(true)
            .build());
    spec.usageMessage()
        .width(100)
        .sortOptions(false)
        .customSynopsis("beanpod " + definition.name() + " " + definition.synopsis())
        .description("%n" + definition.summary() + ".%n")
        .footer(examples(definition));
    return spec;
  }

  private static String[] examples(Definition definition) {
    String[] lines = new String[definition.examples().size() + 2];
    lines[0] = "";
    lines[1] = definition.examples().size() == 1 ? "Example:" : "Examples:";
    for (int i = 2; i < lines.length; i++) {
      lines[i] = "  " + definition.examples().get(i - 2).replace("%", "%%");
    }
    return lines;
  }

  private static String problem(Definition definition, ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(definition, unmatched.getUnmatched().get(0));
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return "flag needs an argument: " + ((OptionSpec) missing.getMissing().get(0)).longestName();
    }
    if (e.getArgSpec() instanceof OptionSpec option && option.typeInfo().isBoolean()) {
      return option.longestName() + " is true or false, not '" + e.getValue() + "'";
    }
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end).strip();
  }

  private static String unknown(Definition definition, String word) {
    int equals = word.indexOf('=');
    String typed = equals < 0 ? word : word.substring(0, equals);
    List<String> names = new ArrayList<>();
    for (Flag flag : definition.flags()) {
      names.add(flag.name());
    }
    String similar =
        Similar.to(typed.substring(typed.startsWith("--") ? 2 : 1), names)
            .map(name -> "; did you mean --" + name + "?")
            .orElse("");
    return "unknown flag: " + typed + similar;
  }
}
