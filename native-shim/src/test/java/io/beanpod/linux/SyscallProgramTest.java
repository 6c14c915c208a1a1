package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the builder refuses, and how it names steps. */
class SyscallProgramTest {
  private final SyscallProgram p = new SyscallProgram();

  @Test
  void aNulInAStringIsRefused() {
    List<Runnable> steps =
        List.of(
            () -> p.chdir("/a\0b"),
            () -> p.mount("none", "/a\0b", "tmpfs", 0, ""),
            () -> p.mkdirat(SyscallProgram.CWD, "a\0", 0755),
            () -> p.execve("/bin/sh", List.of("sh", "a\0b"), List.of()),
            () -> p.execve("/bin/sh", List.of("sh"), List.of("A=\0")),
            () -> p.execve("/bin\0/sh", List.of("sh"), List.of()));
    for (Runnable step : steps) {
      assertThatThrownBy(step::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NUL");
    }
    assertThat(p.size()).isZero();
  }

  @Test
  void anInterfaceNameThatDoesNotFitIsRefused() {
    StepList.Result socket = p.socket(2, 2);
    assertThatThrownBy(() -> p.interfaceUp(socket, "a234567890123456"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("15 bytes");
  }

  @Test
  void alternativesNeedAStep() {
    StepList.Result fd = p.openat(SyscallProgram.CWD, "/", Fd.O_PATH, 0);
    assertThatThrownBy(() -> p.firstOf(() -> fd, () -> fd))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theListingNamesCallsAndObjects() {
    StepList.Result root = p.openat(SyscallProgram.CWD, "/rootfs", Fd.O_PATH, 0);
    p.mkdirat(root, "dev", 0755);
    p.symlinkat("/proc/self/fd", root, "dev/fd");
    p.mount("none", "/", "", 0, "");
    StepList.Result tmpfs = p.fsopen("tmpfs");
    p.fsconfigString(tmpfs, "size", "65536k");
    p.setsid();
    p.execve("/bin/sh", List.of("sh"), List.of());
    assertThat(p.listing())
        .containsExactly(
            "openat /rootfs",
            "mkdirat dev",
            "symlinkat dev/fd -> /proc/self/fd",
            "mount none on /",
            "fsopen tmpfs",
            "fsconfig size=65536k",
            "setsid",
            "execve /bin/sh");
  }

  @Test
  void bytesAreCopiedWhenTheStepIsAdded() {
    int[] groups = {1, 2};
    p.setgroups(groups);
    groups[0] = 7;
    StepList.Bytes bytes = (StepList.Bytes) p.steps().get(0).args[1];
    assertThat(bytes.value()[0]).isEqualTo((byte) 1);
  }
}
