package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.SyscallProgram;
import io.beanpod.security.Capabilities;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps by which a container's process becomes who it is to be. */
class PrivilegesTest {
  private static List<String> steps(int uid, long capabilities, boolean noNew, boolean seccomp) {
    SyscallProgram p = new SyscallProgram();
    Credentials who = new Credentials(uid, 5, List.of(5, 7), capabilities, noNew);
    Privileges.drop(p, who, seccomp);
    return p.listing();
  }

  @Test
  void noNewPrivilegesComeLastAndMakeKeepingNeedless() {
    List<String> steps = steps(1000, Capabilities.DEFAULT, true, true);
    assertThat(steps.subList(steps.size() - 5, steps.size()))
        .containsExactly(
            "setgroups", "setresgid 5", "setresuid 1000", "capset", "prctl PR_SET_NO_NEW_PRIVS");
    assertThat(steps(1000, Capabilities.DEFAULT, false, true))
        .contains("prctl PR_SET_KEEPCAPS")
        .doesNotContain("prctl PR_SET_NO_NEW_PRIVS");
  }

  @Test
  void whatIsNotGrantedLeavesTheBoundingSet() {
    assertThat(steps(0, 0, false, false))
        .filteredOn(step -> step.startsWith("prctl PR_CAPBSET_DROP"))
        .hasSize(Capabilities.KNOWN);
    assertThat(steps(0, (1L << Capabilities.KNOWN) - 1, false, false))
        .noneMatch(step -> step.startsWith("prctl"));
    assertThat(steps(0, 1L << 12, false, false))
        .contains("prctl PR_CAPBSET_DROP capability 11", "prctl PR_CAPBSET_DROP capability 13")
        .doesNotContain("prctl PR_CAPBSET_DROP capability 12");
  }
}
