package io.beanpod.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes filters of rules, by libseccomp, which knows the numbers of the calls of all architectures.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man3/seccomp_rule_add.3.html">seccomp_rule_add(3)</a>
 */
public final class Libseccomp {
  /** The name under which the dynamic linker knows it; Debian's package is libseccomp2. */
  public static final String LIBRARY = "libseccomp.so.2";

  /** The system property that names another one, for a host that has it elsewhere. */
  public static final String PROPERTY = "beanpod.libseccomp";

  static final int AUDIT_ARCH_X86_64 = 0xc000003e;
  static final int X32_BIT = 0x40000000;
  private static final int ARCH_X32 = 0x4000003e;

  private static final int UNKNOWN_CALL = -1; // __NR_SCMP_ERROR
  private static final int OPTIMIZE = 8; // SCMP_FLTATR_CTL_OPTIMIZE
  private static final int BINARY_TREE = 2;
  private static final int ARG_CMP = 24; // sizeof(struct scmp_arg_cmp)

  private final SymbolLookup library;

  private Libseccomp(SymbolLookup library) {
    this.library = library;
  }

  /** The library; empty where {@link #LIBRARY} is not installed. */
  public static Optional<Libseccomp> open() {
    try {
      String name = System.getProperty(PROPERTY, LIBRARY);
      return Optional.of(new Libseccomp(SymbolLookup.libraryLookup(name, Arena.global())));
    } catch (IllegalArgumentException notThere) {
      return Optional.empty();
    }
  }

  /** Its version, such as {@code 2.5.4}: another one may know more calls. */
  public String version() {
    MemorySegment version =
        MemorySegment.ofAddress(call("seccomp_version")).reinterpret(3L * Integer.BYTES);
    return Memory.getInt(version, 0)
        + "."
        + Memory.getInt(version, 4)
        + "."
        + Memory.getInt(version, 8);
  }

  /** The number of a call on this machine; negative if it has none here. */
  public int number(String call) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) call("seccomp_syscall_resolve_name", Kernel.string(arena, call).address());
    }
  }

  /**
   * The filter of these rules.
   *
   * @throws IOException naming the rule or architecture that libseccomp does not take
   */
  public SeccompFilter filter(SeccompRules rules) throws IOException {
    long context = call("seccomp_init", rules.otherwise().value() & 0xffffffffL);
    if (context == 0) {
      throw new IOException("seccomp_init: libseccomp does not take the default action");
    }
    try (Arena arena = Arena.ofConfined()) {
      List<Integer> architectures = architectures(arena, context, rules.architectures());
      check("seccomp_attr_set", "", call("seccomp_attr_set", context, OPTIMIZE, BINARY_TREE));
      for (SeccompRules.Rule rule : rules.rules()) {
        add(arena, context, rules.otherwise(), rule);
      }
      ByteArrayOutputStream code = new ByteArrayOutputStream();
      if (rules.newerAreMissing()) {
        code.writeBytes(NewerCalls.missing(newest(arena, architectures, rules.rules())));
      }
      code.writeBytes(export(context));
      return new SeccompFilter(rules.flags(), code.toByteArray());
    } catch (IllegalArgumentException e) {
      throw new IOException("libseccomp: " + e.getMessage(), e);
    } finally {
      call("seccomp_release", context);
    }
  }

  private List<Integer> architectures(Arena arena, long context, List<String> names)
      throws IOException {
    List<Integer> tokens = new ArrayList<>();
    for (String name : names) {
      int token = (int) call("seccomp_arch_resolve_name", Kernel.string(arena, name).address());
      if (token == 0) {
        throw new IOException("libseccomp " + version() + " knows no architecture " + name);
      }
      tokens.add(token);
      long added = (int) call("seccomp_arch_add", context, token & 0xffffffffL);
      if (added != -Errno.EEXIST) {
        check("seccomp_arch_add", name, added);
      }
    }
    int here = (int) call("seccomp_arch_native");
    if (!tokens.contains(here)) {
      long removed = call("seccomp_arch_remove", context, here & 0xffffffffL);
      check("seccomp_arch_remove", "", removed);
    }
    return tokens;
  }

  private void add(Arena arena, long context, SeccompAction otherwise, SeccompRules.Rule rule)
      throws IOException {
    if (rule.action().equals(otherwise)) {
      return; // EACCES else
    }
    MemorySegment conditions = conditions(arena, rule.conditions());
    for (String name : rule.calls()) {
      int number = number(name);
      if (number == UNKNOWN_CALL) {
        continue;
      }
      long action = rule.action().value() & 0xffffffffL;
      int count = rule.conditions().size();
      long address = conditions.address();
      long added = (int) call("seccomp_rule_add_array", context, action, number, count, address);
      if (added != -Errno.EEXIST) {
        check("seccomp_rule_add", name, added);
      }
    }
  }

  private static MemorySegment conditions(Arena arena, List<SeccompRules.Condition> conditions) {
    MemorySegment array = arena.allocate(Math.max(ARG_CMP, ARG_CMP * conditions.size()), 8);
    int at = 0;
    for (SeccompRules.Condition c : conditions) {
      Memory.putInt(array, at, c.argument());
      Memory.putInt(array, at + 4, c.comparison().ordinal() + 1);
      Memory.putLong(array, at + 8, c.value());
      Memory.putLong(array, at + 16, c.masked());
      at += ARG_CMP;
    }
    return array;
  }

  /** By audit architecture: the highest number of the calls that a rule names. */
  private Map<Integer, Integer> newest(
      Arena arena, List<Integer> architectures, List<SeccompRules.Rule> rules) {
    Map<Integer, Integer> newest = new LinkedHashMap<>();
    for (int token : architectures) {
      int highest = -1;
      for (SeccompRules.Rule rule : rules) {
        for (String name : rule.calls()) {
          long text = Kernel.string(arena, name).address();
          int number = (int) call("seccomp_syscall_resolve_name_arch", token & 0xffffffffL, text);
          highest = Math.max(highest, number);
        }
      }
      if (token != ARCH_X32 && highest >= 0) {
        newest.put(token, highest);
      }
    }
    return newest;
  }

  private byte[] export(long context) throws IOException {
    try (Fd memory = Descriptors.memory("seccomp")) {
      long exported = (int) call("seccomp_export_bpf", context, memory.number());
      check("seccomp_export_bpf", "", exported);
      Kernel.check("lseek", "seccomp", Kernel.call(Nr.LSEEK, memory.number(), 0, 0));
      return At.read(memory, 8 * SeccompFilter.MAX_INSTRUCTIONS);
    }
  }

  private static void check(String function, String detail, long result) throws SyscallException {
    if ((int) result < 0) {
      throw new SyscallException(function, -(int) result, detail);
    }
  }

  private long call(String name, long... args) {
    MemorySegment function =
        library
            .find(name)
            .orElseThrow(() -> new IllegalStateException(LIBRARY + " has no function " + name));
    return Trampoline.function(function, args);
  }
}
