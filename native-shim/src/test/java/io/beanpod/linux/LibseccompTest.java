package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.SeccompRules.Comparison;
import io.beanpod.linux.SeccompRules.Condition;
import io.beanpod.linux.SeccompRules.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters by what the kernel does with the calls of a child that has them. */
class LibseccompTest {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SIGSYS = 31;
  private static final int FAR_AHEAD = 9999;
  private static final SeccompAction EPERM = SeccompAction.errno(Errno.EPERM);

  private Libseccomp library;

  @BeforeEach
  void open() {
    Optional<Libseccomp> opened = Libseccomp.open();
    assumeTrue(opened.isPresent(), "needs " + Libseccomp.LIBRARY);
    library = opened.get();
  }

  @Test
  void aRefusedCallFailsAsTheRuleSays() throws IOException {
    SeccompFilter filter = allBut(new Rule(List.of("chdir"), SeccompAction.errno(77), List.of()));
    assertThat(errno(filter, Nr.CHDIR, 0)).isEqualTo(77);
    assertThat(errno(filter, Nr.FCHDIR, -1)).isNotEqualTo(77).isNotZero();
  }

  @Test
  void aConditionLooksAtAnArgument() throws IOException {
    Condition masked = new Condition(0, Comparison.MASKED_EQ, 0xf0, 0x30);
    SeccompFilter filter = allBut(new Rule(List.of("umask"), EPERM, List.of(masked)));
    assertThat(errno(filter, Nr.UMASK, 0x37)).isEqualTo(Errno.EPERM);
    assertThat(errno(filter, Nr.UMASK, 0x47)).isZero();
    SeccompFilter less =
        allBut(new Rule(List.of("umask"), EPERM, List.of(new Condition(0, Comparison.LT, 8, 0))));
    assertThat(errno(less, Nr.UMASK, 7)).isEqualTo(Errno.EPERM);
    assertThat(errno(less, Nr.UMASK, 8)).isZero();
  }

  @Test
  void callsThatAreNewerThanAllRulesAreMissing() throws IOException {
    List<Rule> rules =
        List.of(new Rule(List.of("exit_group", "openat2"), SeccompAction.ALLOW, List.of()));
    SeccompFilter filter =
        library.filter(new SeccompRules(EPERM, true, List.of("x86_64"), rules, 0));
    assertThat(errno(filter, Nr.OPENAT2 + 1, 0)).isEqualTo(Errno.ENOSYS);
    assertThat(errno(filter, FAR_AHEAD, 0)).isEqualTo(Errno.ENOSYS);
    assertThat(errno(filter, Nr.CHDIR, 0)).isEqualTo(Errno.EPERM);
    assertThat(errno(filter, Nr.OPENAT2, 0)).isNotIn(0, Errno.EPERM, Errno.ENOSYS);
    SeccompFilter strict =
        library.filter(new SeccompRules(EPERM, false, List.of("x86_64"), rules, 0));
    assertThat(errno(strict, FAR_AHEAD, 0)).isEqualTo(Errno.EPERM);
  }

  /** A child that may not even exit must not go on for ever. */
  @Test
  void aFilterThatRefusesAllEndsTheChild() throws IOException {
    SeccompFilter none =
        library.filter(new SeccompRules(EPERM, false, List.of("x86_64"), List.of(), 0));
    assertThat(errno(none, Nr.CHDIR, 0)).isEqualTo(Errno.EPERM);
  }

  @Test
  void aCallMayEndItsProcess() throws IOException {
    SeccompFilter filter =
        allBut(new Rule(List.of("chdir"), SeccompAction.KILL_PROCESS, List.of()));
    SyscallProgram program = program(filter);
    program.chdir("/");
    program.exit(0);
    Child child = Clone.spawn(program, 0, Optional.empty());
    assertThat(Lab.end(child).signal()).isEqualTo(SIGSYS);
  }

  @Test
  void unknownCallsAreLeftOutAndUnknownArchitecturesAreNot() throws IOException {
    assertThat(errno(allBut(new Rule(List.of("nonsense", "chdir"), EPERM, List.of())), Nr.CHDIR, 0))
        .isEqualTo(Errno.EPERM);
    assertThatIOException()
        .isThrownBy(() -> library.filter(rules(List.of("pdp11"), List.of())))
        .withMessageContaining("knows no architecture pdp11");
  }

  @Test
  void itsBytesAreThatFilter() throws IOException {
    SeccompFilter filter = allBut(new Rule(List.of("chdir"), EPERM, List.of()));
    byte[] bytes = filter.bytes();
    SeccompFilter again = SeccompFilter.of(bytes).orElseThrow();
    assertThat(errno(again, Nr.CHDIR, 0)).isEqualTo(Errno.EPERM);
    assertThat(again.instructions()).isEqualTo(filter.instructions());
    assertThat(SeccompFilter.of(new byte[0])).isEmpty();
    assertThat(SeccompFilter.of(java.util.Arrays.copyOf(bytes, bytes.length - 8))).isEmpty();
  }

  private SeccompFilter allBut(Rule rule) throws IOException {
    return library.filter(rules(List.of("x86_64"), List.of(rule)));
  }

  private static SeccompRules rules(List<String> architectures, List<Rule> rules) {
    return new SeccompRules(SeccompAction.ALLOW, false, architectures, rules, 0);
  }

  private static SyscallProgram program(SeccompFilter filter) {
    SyscallProgram program = new SyscallProgram();
    program.prctl("PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1);
    program.seccomp(filter);
    return program;
  }

  /** The error of a call under a filter, 0 for none. */
  private static int errno(SeccompFilter filter, int nr, long argument) throws IOException {
    SyscallProgram program = program(filter);
    program.add("call", "", nr, StepList.number(argument));
    program.exit(0);
    try {
      Clone.run(program, 0);
      return 0;
    } catch (ProgramException e) {
      assertThat(e.step()).as(e.getMessage()).isEqualTo(2);
      return e.errno();
    }
  }
}
