package io.beanpod.security;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SeccompAction;
import io.beanpod.linux.SeccompRules;
import io.beanpod.linux.SeccompRules.Comparison;
import io.beanpod.linux.SeccompRules.Condition;
import io.beanpod.linux.SeccompRules.Rule;
import io.beanpod.model.Fields;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A seccomp profile as JSON: that of the OCI runtime specification, with what Docker's and Podman's
 * files have besides ({@code archMap}, {@code includes}, {@code excludes}). Strict: a word that is
 * not known is an error, since a rule that is passed over would be a hole or a failure later.
 *
 * @see <a
 *     href="https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#seccomp">config-linux,
 *     seccomp</a>
 */
final class OciSeccomp {
  private static final String ARCH = "SCMP_ARCH_";
  private static final int MAX_ERRNO = 4095;
  private static final int FLAG_TSYNC = 1;
  private static final int FLAG_LOG = 2;
  private static final int FLAG_SPEC_ALLOW = 4;

  private final long capabilities;
  private final SeccompMachine machine;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  private OciSeccomp(long capabilities, SeccompMachine machine) {
    this.capabilities = capabilities;
    this.machine = machine;
  }

  /**
   * The rules for a container.
   *
   * @param name of the profile, for messages
   * @param capabilities that it may have, as a bit mask
   * @throws InvalidManifest with everything that is wrong
   */
  static SeccompRules rules(
      String name, Map<String, Object> tree, long capabilities, SeccompMachine machine) {
    OciSeccomp profile = new OciSeccomp(capabilities, machine);
    SeccompRules rules = profile.decode(new Fields(tree, "", profile.problems));
    if (!profile.problems.isEmpty()) {
      throw new InvalidManifest(name, profile.problems);
    }
    return rules;
  }

  private SeccompRules decode(Fields top) {
    OptionalLong errno = errno(top, "defaultErrnoRet", "defaultErrno");
    SeccompAction otherwise = action(top, "defaultAction", errno);
    List<String> architectures = architectures(top);
    int flags = flags(top);
    for (String field : List.of("listenerPath", "listenerMetadata")) {
      if (top.has(field)) {
        top.problem(field, "there is no process that Beanpod could ask");
      }
    }
    for (Fields call : top.objects("syscalls")) {
      call(call);
      call.end();
    }
    top.ignore("comment");
    top.end();
    // As runc has it: an errno that the profile itself chose for all others is left alone.
    boolean newerAreMissing = errno.isEmpty() && otherwise.equals(SeccompAction.errno(Errno.EPERM));
    return new SeccompRules(otherwise, newerAreMissing, architectures, rules, flags);
  }

  /** The machine's own is always among them. */
  private List<String> architectures(Fields top) {
    List<String> all = new ArrayList<>(List.of(machine.own()));
    if (top.has("architectures") && top.has("archMap")) {
      top.problem("archMap", "cannot be set together with architectures");
    }
    for (String name : top.strings("architectures")) {
      add(all, top, "architectures", name);
    }
    for (Fields entry : top.objects("archMap")) {
      List<String> mapped = new ArrayList<>();
      add(mapped, entry, "architecture", entry.requiredString("architecture").orElse(ARCH));
      for (String name : entry.strings("subArchitectures")) {
        add(mapped, entry, "subArchitectures", name);
      }
      entry.end();
      if (mapped.get(0).equals(machine.own())) {
        all.addAll(mapped.subList(1, mapped.size()));
      }
    }
    return all;
  }

  private static void add(List<String> all, Fields fields, String field, String name) {
    if (!name.startsWith(ARCH)) {
      fields.problem(field, "\"" + name + "\" does not begin with " + ARCH);
    }
    String word = name.substring(Math.min(name.length(), ARCH.length())).toLowerCase(Locale.ROOT);
    if (!all.contains(word)) {
      all.add(word);
    }
  }

  private static int flags(Fields top) {
    int flags = 0;
    for (String flag : top.strings("flags")) {
      flags |=
          switch (flag) {
            case "SECCOMP_FILTER_FLAG_TSYNC" -> FLAG_TSYNC;
            case "SECCOMP_FILTER_FLAG_LOG" -> FLAG_LOG;
            case "SECCOMP_FILTER_FLAG_SPEC_ALLOW" -> FLAG_SPEC_ALLOW;
            default -> {
              top.problem(
                  "flags",
                  "\""
                      + flag
                      + "\" is not supported; use SECCOMP_FILTER_FLAG_LOG,"
                      + " SECCOMP_FILTER_FLAG_SPEC_ALLOW or SECCOMP_FILTER_FLAG_TSYNC");
              yield 0;
            }
          };
    }
    return flags;
  }

  private void call(Fields call) {
    List<String> names = new ArrayList<>(call.strings("names"));
    Optional<String> single = call.string("name"); // before OCI 1.0.0-rc3, and in Docker's files
    single.ifPresent(names::add);
    if (names.isEmpty() || (single.isPresent() && names.size() > 1)) {
      call.problem("names", "required, and not together with name");
    }
    SeccompAction action = action(call, "action", errno(call, "errnoRet", "errno"));
    List<Condition> conditions = new ArrayList<>();
    for (Fields argument : call.objects("args")) {
      conditions.add(condition(argument));
      argument.end();
    }
    call.ignore("comment");
    boolean holds = call.object("includes").map(f -> matches(f, true)).orElse(true);
    holds &= call.object("excludes").map(f -> matches(f, false)).orElse(true);
    if (!holds) {
      return;
    }
    Set<Integer> arguments = new HashSet<>();
    for (Condition condition : conditions) {
      arguments.add(condition.argument());
    }
    if (arguments.size() == conditions.size()) {
      rules.add(new Rule(names, action, conditions));
      return;
    }
    for (Condition one : conditions) { // as runc: of one argument twice, any may hold
      rules.add(new Rule(names, action, List.of(one)));
    }
  }

  private static Condition condition(Fields argument) {
    String op = argument.requiredString("op").orElse("SCMP_CMP_EQ");
    Comparison comparison = Comparison.EQ;
    boolean known = false;
    for (Comparison each : Comparison.values()) {
      if (op.equals("SCMP_CMP_" + each.name())) {
        comparison = each;
        known = true;
      }
    }
    if (!known) {
      argument.problem("op", "\"" + op + "\" is not valid; use SCMP_CMP_EQ, _NE, _LT, _LE, ...");
    }
    return new Condition(
        (int) argument.integer("index", 0, 5).orElse(0),
        comparison,
        argument.integer("value", 0, Long.MAX_VALUE).orElse(0),
        argument.integer("valueTwo", 0, Long.MAX_VALUE).orElse(0));
  }

  /** Whether what is asked of container and machine is so: all of it, or none with excludes. */
  private boolean matches(Fields filter, boolean wanted) {
    boolean all = true;
    for (String name : filter.strings("caps")) {
      long bit = Capabilities.bit(name);
      if (bit == 0) {
        filter.problem("caps", "\"" + name + "\" is no capability");
      }
      all &= ((capabilities & bit) != 0) == wanted;
    }
    List<String> arches = filter.strings("arches");
    all &= arches.isEmpty() || arches.contains(machine.go()) == wanted;
    Optional<String> kernel = filter.string("minKernel");
    if (kernel.isPresent() && !kernel.get().isEmpty()) {
      String[] parts = kernel.get().split("\\.");
      try {
        int minor = Integer.parseInt(parts[1]);
        all &= machine.hasKernel(Integer.parseInt(parts[0]), minor) == wanted;
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        filter.problem("minKernel", "\"" + kernel.get() + "\" is not valid; use such as 4.8");
      }
    }
    filter.end();
    return all;
  }

  /** Podman writes the error's name besides its number. */
  private static OptionalLong errno(Fields fields, String number, String name) {
    fields.ignore(name);
    OptionalLong value = fields.integer(number, 0, MAX_ERRNO);
    String symbol = fields.string(name).orElse("");
    if (value.isPresent() || symbol.isEmpty()) {
      return value;
    }
    for (int errno = 1; errno < MAX_ERRNO; errno++) {
      if (Errno.name(errno).equals(symbol)) {
        return OptionalLong.of(errno);
      }
    }
    fields.problem(name, "\"" + symbol + "\" is no error");
    return value;
  }

  private static SeccompAction action(Fields fields, String field, OptionalLong errno) {
    String name = fields.requiredString(field).orElse("SCMP_ACT_KILL");
    return switch (name) {
      case "SCMP_ACT_ALLOW" -> SeccompAction.ALLOW;
      case "SCMP_ACT_LOG" -> SeccompAction.LOG;
      case "SCMP_ACT_ERRNO" -> SeccompAction.errno((int) errno.orElse(Errno.EPERM));
      case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> SeccompAction.KILL_THREAD;
      case "SCMP_ACT_KILL_PROCESS" -> SeccompAction.KILL_PROCESS;
      case "SCMP_ACT_TRAP" -> SeccompAction.TRAP;
      case "SCMP_ACT_TRACE" -> SeccompAction.trace((int) errno.orElse(Errno.EPERM));
      case "SCMP_ACT_NOTIFY" -> {
        fields.problem(
            field,
            "SCMP_ACT_NOTIFY asks another process at each call, and Beanpod has none to ask");
        yield SeccompAction.KILL_PROCESS;
      }
      default -> {
        fields.problem(
            field,
            "\""
                + name
                + "\" is not valid; use one of SCMP_ACT_ALLOW, SCMP_ACT_ERRNO, SCMP_ACT_KILL,"
                + " SCMP_ACT_KILL_PROCESS, SCMP_ACT_KILL_THREAD, SCMP_ACT_LOG, SCMP_ACT_TRACE,"
                + " SCMP_ACT_TRAP");
        yield SeccompAction.KILL_PROCESS;
      }
    };
  }
}
