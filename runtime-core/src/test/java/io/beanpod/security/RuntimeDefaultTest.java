package io.beanpod.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Attempt;
import io.beanpod.linux.BpfMachine;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Libseccomp;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SeccompAction;
import io.beanpod.linux.SeccompFilter;
import io.beanpod.linux.SeccompRules;
import io.beanpod.linux.SeccompRules.Comparison;
import io.beanpod.linux.SeccompRules.Condition;
import io.beanpod.linux.SeccompRules.Rule;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** What RuntimeDefault says, what becomes of it as a filter, and what the kernel makes of that. */
class RuntimeDefaultTest {
  private static final SeccompMachine AMD64 = SeccompMachine.of("amd64", "6.1.0");
  private static final SeccompMachine ARM64 = SeccompMachine.of("aarch64", "6.1.0");
  private static final SeccompAction EPERM = SeccompAction.errno(Errno.EPERM);
  private static final SeccompAction ENOSYS = SeccompAction.errno(Errno.ENOSYS);
  private static final int X32 = 0x40000000;
  private static final int FAR_AHEAD = 9999;

  /** Of x86-64. */
  private static final int CLONE = 56;

  private static final int SOCKET = 41;
  private static final int PERSONALITY = 135;
  private static final int MOUNT = 165;
  private static final int BPF = 321;
  private static final int CLONE3 = 435;

  private final Optional<Libseccomp> library = Libseccomp.open();

  @Test
  void itsRevisionIsThatOfTheText() throws IOException {
    CRC32 crc = new CRC32();
    crc.update(RuntimeDefault.text());
    assertThat(Integer.toHexString(RuntimeDefault.REVISION))
        .as("RuntimeDefault.REVISION changes with runtime-default.txt")
        .isEqualTo(Long.toHexString(crc.getValue()));
  }

  @Test
  void sectionsHoldByCapabilityAndMachine() {
    String text =
        """
        # a comment
        allow
          a b
          c
        allow with CAP_BPF
          bpf
        refuse ENOSYS without CAP_BPF
          d
        allow on aarch64
          arm
        allow without CAP_SYS_ADMIN if 0 & 7e = 2
          clone
        refuse
          e
        """;
    SeccompAction allow = SeccompAction.ALLOW;
    assertThat(RuntimeDefault.rules(text, Capabilities.DEFAULT, AMD64).rules())
        .containsExactly(
            new Rule(List.of("a", "b", "c"), allow, List.of()),
            new Rule(List.of("bpf"), EPERM, List.of()),
            new Rule(List.of("d"), ENOSYS, List.of()),
            new Rule(List.of("arm"), EPERM, List.of()),
            new Rule(
                List.of("clone"), allow, List.of(new Condition(0, Comparison.MASKED_EQ, 0x7e, 2))),
            new Rule(List.of("e"), EPERM, List.of()));
    SeccompRules onArm = RuntimeDefault.rules(text, Capabilities.bit("CAP_BPF"), ARM64);
    assertThat(onArm.rules())
        .contains(
            new Rule(List.of("bpf"), allow, List.of()),
            new Rule(List.of("d"), EPERM, List.of()),
            new Rule(List.of("arm"), allow, List.of()));
    assertThat(onArm.architectures()).containsExactly("aarch64", "arm");
    assertThat(onArm.otherwise()).isEqualTo(EPERM);
    assertThat(onArm.newerAreMissing()).isTrue();
  }

  @Test
  void aHeadingThatIsNoneIsAnError() {
    for (String heading :
        List.of(
            "permit", "allow with CAP_SYS_ADMN", "allow if 0", "allow when", "allow if 0 ~ 1")) {
      assertThatIllegalArgumentException()
          .as(heading)
          .isThrownBy(() -> RuntimeDefault.rules(heading + "\n  a\n", 0, AMD64))
          .withMessageContaining(heading);
    }
  }

  @Test
  void noCallIsBothAllowedAndRefusedWithoutACondition() throws IOException {
    Set<String> allowed = new HashSet<>();
    Set<String> refused = new HashSet<>();
    for (Rule rule : RuntimeDefault.rules(0, AMD64).rules()) {
      (rule.action().equals(SeccompAction.ALLOW) ? allowed : refused).addAll(rule.calls());
    }
    refused.remove("clone"); // with CAP_SYS_ADMIN it needs no condition
    assertThat(allowed).doesNotContainAnyElementsOf(refused).hasSizeGreaterThan(350);
    assertThat(refused).hasSizeGreaterThan(80);
  }

  @Test
  void argumentsDecide() throws IOException {
    BpfMachine filter = machine(Capabilities.DEFAULT, AMD64);
    int x86 = BpfMachine.X86_64;
    assertThat(filter.run(x86, CLONE, 0x11)).isEqualTo(SeccompAction.ALLOW); // fork
    for (int flag : new int[] {0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000}) {
      assertThat(filter.run(x86, CLONE, 0x11 | flag)).as("flag %x", flag).isEqualTo(EPERM);
    }
    assertThat(filter.run(x86, CLONE, 0x11 | 0x20000)).isEqualTo(EPERM); // CLONE_NEWNS
    assertThat(filter.run(x86, CLONE, 0x11 | 0x40000000)).isEqualTo(EPERM); // CLONE_NEWNET
    assertThat(filter.run(x86, CLONE3)).isEqualTo(ENOSYS);
    for (int family = 0; family < 46; family++) {
      boolean vsockOrAlg = family == 40 || family == 38;
      assertThat(filter.run(x86, SOCKET, family, 1))
          .as("socket family %d", family)
          .isEqualTo(vsockOrAlg ? EPERM : SeccompAction.ALLOW);
      assertThat(filter.run(x86, SOCKET, family | 1L << 32, 1))
          .as("socket family %d: the kernel looks at 32 bits", family)
          .isEqualTo(vsockOrAlg ? EPERM : SeccompAction.ALLOW);
    }
    assertThat(filter.run(x86, PERSONALITY, 0xffffffffL)).isEqualTo(SeccompAction.ALLOW);
    assertThat(filter.run(x86, PERSONALITY, 0x20008)).isEqualTo(SeccompAction.ALLOW);
    assertThat(filter.run(x86, PERSONALITY, 0x40000)).isEqualTo(EPERM); // ADDR_NO_RANDOMIZE
  }

  @Test
  void capabilitiesAddCalls() throws IOException {
    int x86 = BpfMachine.X86_64;
    BpfMachine admin = machine(Capabilities.DEFAULT | Capabilities.SYS_ADMIN, AMD64);
    assertThat(admin.run(x86, CLONE, 0x10000011)).isEqualTo(SeccompAction.ALLOW);
    assertThat(admin.run(x86, CLONE3)).isEqualTo(SeccompAction.ALLOW);
    assertThat(admin.run(x86, MOUNT)).isEqualTo(SeccompAction.ALLOW);
    BpfMachine bpf = machine(Capabilities.bit("CAP_BPF"), AMD64);
    assertThat(bpf.run(x86, BPF)).isEqualTo(SeccompAction.ALLOW);
    assertThat(bpf.run(x86, MOUNT)).isEqualTo(EPERM);
  }

  @Test
  void newerCallsAreMissingOnEveryArchitecture() throws IOException {
    BpfMachine filter = machine(Capabilities.DEFAULT, AMD64);
    assertThat(filter.run(BpfMachine.X86_64, FAR_AHEAD)).isEqualTo(ENOSYS);
    assertThat(filter.run(BpfMachine.I386, FAR_AHEAD)).isEqualTo(ENOSYS);
    BpfMachine arm = machine(Capabilities.DEFAULT, ARM64);
    assertThat(arm.run(BpfMachine.AARCH64, FAR_AHEAD)).isEqualTo(ENOSYS);
  }

  @Test
  void programsOfOtherArchitecturesOfTheMachineAreFilteredToo() throws IOException {
    BpfMachine filter = machine(Capabilities.DEFAULT, AMD64);
    assertThat(filter.run(BpfMachine.I386, 4)).isEqualTo(SeccompAction.ALLOW); // write
    assertThat(filter.run(BpfMachine.I386, 21)).isEqualTo(EPERM); // mount
    assertThat(filter.run(BpfMachine.X86_64, X32 | 1)).isEqualTo(SeccompAction.ALLOW); // write
    assertThat(filter.run(BpfMachine.X86_64, X32 | MOUNT)).isEqualTo(EPERM);
    BpfMachine arm = machine(Capabilities.DEFAULT, ARM64);
    assertThat(arm.run(BpfMachine.AARCH64, 64)).isEqualTo(SeccompAction.ALLOW); // write
    assertThat(arm.run(BpfMachine.AARCH64, 40)).isEqualTo(EPERM); // mount
    assertThat(arm.run(BpfMachine.ARM, 4)).isEqualTo(SeccompAction.ALLOW);
    assertThat(arm.run(BpfMachine.ARM, 21)).isEqualTo(EPERM);
    assertThat(arm.run(BpfMachine.X86_64, 1)).isNotEqualTo(SeccompAction.ALLOW);
  }

  @Test
  void everyCallThatIsAllowedPasses() throws IOException {
    SeccompRules rules = RuntimeDefault.rules(Capabilities.DEFAULT, AMD64);
    BpfMachine filter = new BpfMachine(needed().filter(rules));
    int seen = 0;
    for (Rule rule : rules.rules()) {
      for (Map.Entry<String, Integer> call : numbers(rule.calls()).entrySet()) {
        if (rule.action().equals(SeccompAction.ALLOW) && rule.conditions().isEmpty()) {
          seen++;
          assertThat(filter.run(BpfMachine.X86_64, call.getValue()))
              .as(call.getKey())
              .isEqualTo(SeccompAction.ALLOW);
        }
      }
    }
    assertThat(seen).isGreaterThan(250);
  }

  /** By the kernel: each in a child of its own, which is root with all capabilities. */
  @Test
  void everyCallThatIsRefusedFails() throws IOException {
    assumeTrue(Processes.isRoot(), "needs root: a filter without no_new_privs");
    SeccompRules rules = RuntimeDefault.rules(Capabilities.DEFAULT, SeccompMachine.here());
    SeccompFilter filter = needed().filter(rules);
    int seen = 0;
    for (Rule rule : rules.rules()) {
      for (Map.Entry<String, Integer> call : numbers(rule.calls()).entrySet()) {
        if (rule.action().equals(SeccompAction.ALLOW) || call.getKey().equals("clone")) {
          continue; // clone without flags is allowed
        }
        seen++;
        int expected = call.getKey().equals("clone3") ? Errno.ENOSYS : Errno.EPERM;
        assertThat(Attempt.errno(filter, call.getValue())).as(call.getKey()).isEqualTo(expected);
      }
    }
    assertThat(seen).isGreaterThan(60);
    assertThat(Attempt.errno(filter, FAR_AHEAD)).isEqualTo(Errno.ENOSYS);
  }

  private Libseccomp needed() {
    assumeTrue(library.isPresent(), "needs " + Libseccomp.LIBRARY);
    return library.get();
  }

  private BpfMachine machine(long capabilities, SeccompMachine machine) throws IOException {
    return new BpfMachine(needed().filter(RuntimeDefault.rules(capabilities, machine)));
  }

  /** Of those that this machine has, and this libseccomp knows. */
  private Map<String, Integer> numbers(List<String> calls) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String call : calls) {
      int number = needed().number(call);
      if (number >= 0) {
        numbers.put(call, number);
      }
    }
    return numbers;
  }
}
