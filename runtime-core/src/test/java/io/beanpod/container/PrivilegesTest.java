package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.At;
import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Libseccomp;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SeccompAction;
import io.beanpod.linux.SeccompFilter;
import io.beanpod.linux.SeccompRules;
import io.beanpod.linux.SeccompRules.Rule;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.linux.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who a process is after its execve, as the kernel has it: with real processes, as root. */
class PrivilegesTest {
  private static final String NONE = "0000000000000000";
  private static final String DEFAULT = "00000000a80425fb";
  private static final int MAX_OUTPUT = 10_000;

  private Libseccomp library;

  @BeforeEach
  void needsRoot() {
    assumeTrue(Processes.isRoot(), "needs root: another user's process");
    Optional<Libseccomp> opened = Libseccomp.open();
    assumeTrue(opened.isPresent(), "needs " + Libseccomp.LIBRARY);
    library = opened.get();
  }

  @Test
  void aUserHasNoCapabilitiesWithOrWithoutAFilter() throws IOException {
    for (Optional<SeccompFilter> filter : List.of(Optional.<SeccompFilter>empty(), filter())) {
      String status = status(1000, filter);
      assertThat(status).contains("CapPrm: " + NONE, "CapEff: " + NONE, "CapAmb: " + NONE);
      assertThat(status).contains("CapInh: " + NONE, "CapBnd: " + DEFAULT, "NoNewPrivs: 0");
      assertThat(status).contains("Uid: 1000 1000 1000 1000", "Gid: 1001 1001 1001 1001");
      assertThat(status).contains(filter.isPresent() ? "Seccomp: 2" : "Seccomp: 0");
    }
  }

  @Test
  void rootHasTheDefaultOnesWithOrWithoutAFilter() throws IOException {
    for (Optional<SeccompFilter> filter : List.of(Optional.<SeccompFilter>empty(), filter())) {
      String status = status(0, filter);
      assertThat(status).contains("CapPrm: " + DEFAULT, "CapEff: " + DEFAULT, "CapAmb: " + NONE);
      assertThat(status).contains("CapInh: " + NONE, "CapBnd: " + DEFAULT, "NoNewPrivs: 0");
      assertThat(status).contains(filter.isPresent() ? "Seccomp: 2" : "Seccomp: 0");
    }
  }

  /** One that refuses what our own steps need: they come before it. */
  private Optional<SeccompFilter> filter() throws IOException {
    List<String> ours =
        List.of("prctl", "capset", "setgroups", "setresuid", "setresgid", "seccomp");
    Rule refuse = new Rule(ours, SeccompAction.errno(Errno.EPERM), List.of());
    return Optional.of(
        library.filter(
            new SeccompRules(SeccompAction.ALLOW, false, List.of("x86_64"), List.of(refuse), 0)));
  }

  /** What {@code /proc/self/status} says in a process of that user, blanks for tabs. */
  private static String status(int uid, Optional<SeccompFilter> filter) throws IOException {
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd read = pipe.first()) {
      Child child;
      try (Fd write = pipe.second()) {
        SyscallProgram p = new SyscallProgram();
        p.dup3(SyscallProgram.number(write.number()), 1);
        Privileges.drop(p, uid, 1001, List.of(), filter.isPresent());
        filter.ifPresent(p::seccomp);
        p.execveFirst(
            List.of("/bin/cat", "/usr/bin/cat"), List.of("cat", "/proc/self/status"), List.of());
        child = Clone.spawn(p, 0, Optional.empty());
      }
      byte[] status = At.read(read, MAX_OUTPUT);
      try (Fd pidfd = child.pidfd()) {
        assertThat(Waiting.reap(child).orElseThrow().exitCode()).isZero();
      }
      return new String(status, StandardCharsets.UTF_8).replace('\t', ' ');
    }
  }
}
