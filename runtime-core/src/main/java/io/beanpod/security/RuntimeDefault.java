package io.beanpod.security;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SeccompAction;
import io.beanpod.linux.SeccompRules;
import io.beanpod.linux.SeccompRules.Comparison;
import io.beanpod.linux.SeccompRules.Condition;
import io.beanpod.linux.SeccompRules.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The seccomp profile {@code RuntimeDefault}, from {@code runtime-default.txt}, which says what it
 * is made of and how it is written.
 */
final class RuntimeDefault {
  /**
   * CRC-32 of the text: a filter that was made of another one is not used. A constant, so that a
   * start that finds its filter made does not read the text.
   */
  static final int REVISION = 0x6bfa5684;

  private static final String RESOURCE = "runtime-default.txt";

  private final long capabilities;
  private final SeccompMachine machine;
  private final List<Rule> rules = new ArrayList<>();

  private RuntimeDefault(long capabilities, SeccompMachine machine) {
    this.capabilities = capabilities;
    this.machine = machine;
  }

  /**
   * The rules for a container.
   *
   * @param capabilities that it may have, as a bit mask
   */
  static SeccompRules rules(long capabilities, SeccompMachine machine) throws IOException {
    return rules(new String(text(), StandardCharsets.UTF_8), capabilities, machine);
  }

  static byte[] text() throws IOException {
    try (InputStream in = RuntimeDefault.class.getResourceAsStream(RESOURCE)) {
      return in.readAllBytes();
    }
  }

  static SeccompRules rules(String text, long capabilities, SeccompMachine machine) {
    RuntimeDefault profile = new RuntimeDefault(capabilities, machine);
    String heading = "";
    List<String> calls = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(" ")) {
        calls.addAll(List.of(line.strip().split(" ")));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        profile.section(heading, calls);
        heading = line;
        calls = new ArrayList<>();
      }
    }
    profile.section(heading, calls);
    return new SeccompRules(
        SeccompAction.errno(Errno.EPERM), true, machine.architectures(), profile.rules, 0);
  }

  /** A section that does not hold still tells which calls are not newer than the list. */
  private void section(String heading, List<String> calls) {
    if (calls.isEmpty()) {
      return;
    }
    List<String> words = List.of(heading.split(" "));
    SeccompAction action = SeccompAction.errno(Errno.EPERM);
    List<Condition> conditions = List.of();
    boolean holds = true;
    int at = 1;
    if (words.get(0).equals("allow")) {
      action = SeccompAction.ALLOW;
    } else if (!words.get(0).equals("refuse")) {
      throw wrong(heading);
    } else if (words.size() > 1 && words.get(1).equals("ENOSYS")) {
      action = SeccompAction.errno(Errno.ENOSYS);
      at = 2;
    }
    while (at < words.size() && conditions.isEmpty()) {
      String value = at + 1 < words.size() ? words.get(at + 1) : "";
      switch (words.get(at)) {
        case "with" -> holds &= (capabilities & capability(value, heading)) != 0;
        case "without" -> holds &= (capabilities & capability(value, heading)) == 0;
        case "on" -> holds &= value.equals(machine.own());
        case "if" -> conditions = List.of(condition(words.subList(at + 1, words.size()), heading));
        default -> throw wrong(heading);
      }
      at += 2;
    }
    rules.add(
        holds
            ? new Rule(calls, action, conditions)
            : new Rule(calls, SeccompAction.errno(Errno.EPERM), List.of()));
  }

  private static long capability(String name, String heading) {
    long bit = Capabilities.bit(name);
    if (bit == 0) {
      throw wrong(heading);
    }
    return bit;
  }

  /** {@code N = V} or {@code N & M = V}. */
  private static Condition condition(List<String> words, String heading) {
    boolean masked = words.size() == 5 && words.get(1).equals("&") && words.get(3).equals("=");
    if (!masked && words.size() != 3) {
      throw wrong(heading);
    }
    int argument = Integer.parseInt(words.get(0));
    long value = Long.parseLong(words.get(2), 16);
    if (masked) {
      long result = Long.parseLong(words.get(4), 16);
      return new Condition(argument, Comparison.MASKED_EQ, value, result);
    }
    if (!words.get(1).equals("=")) {
      throw wrong(heading);
    }
    return new Condition(argument, Comparison.EQ, value, 0);
  }

  private static IllegalArgumentException wrong(String heading) {
    return new IllegalArgumentException(RESOURCE + ": no heading of calls: " + heading);
  }
}
