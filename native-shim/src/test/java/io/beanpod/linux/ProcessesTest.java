package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals and /proc, with jnr-posix as the oracle. */
class ProcessesTest {
  private static final POSIX POSIX = POSIXFactory.getPOSIX();

  @TempDir Path dir;

  @Test
  void rootIsTheEffectiveUserZero() {
    assertThat(Processes.isRoot()).isEqualTo(POSIX.geteuid() == 0);
    assertThat(Kernel.call(Nr.GETUID)).isEqualTo(POSIX.getuid());
    assertThat(Kernel.call(Nr.GETPPID)).isEqualTo(POSIX.getppid());
  }

  @Test
  void killEndsTheProcess() throws IOException {
    Child child = Lab.sleeper();
    assertThat(POSIX.kill(child.pid(), 0)).isZero();
    assertThat(Processes.kill(child.pid(), 0)).isTrue();
    assertThat(Processes.kill(child.pid(), Processes.SIGTERM)).isTrue();
    assertThat(Lab.end(child)).isEqualTo(new Waiting.Exit(child.pid(), 128 + 15, 15));
    assertThat(POSIX.kill(child.pid(), 0)).isEqualTo(-1);
    assertThat(Processes.kill(child.pid(), Processes.SIGTERM)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -12345, Integer.MIN_VALUE})
  void groupsAndEveryProcessAreNoTarget(int pid) {
    assertThatThrownBy(() -> Processes.kill(pid, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSignalThatIsNoneIsAnError() {
    int self = (int) ProcessHandle.current().pid();
    assertThatThrownBy(() -> Processes.kill(self, 1000))
        .hasMessage("kill pid " + self + ": EINVAL (Invalid argument)");
  }

  @Test
  void aPidfdMeansOneProcess() throws IOException {
    Child child = Lab.sleeper();
    assertThat(Processes.pidOf(child.pidfd())).isEqualTo(child.pid());
    try (Fd second = Processes.pidfd(child.pid())) {
      assertThat(Processes.pidOf(second)).isEqualTo(child.pid());
      assertThat(Processes.signal(second, Processes.SIGKILL)).isTrue();
      assertThat(Waiting.reap(child)).contains(new Waiting.Exit(child.pid(), 137, 9));
      assertThat(Processes.signal(second, Processes.SIGKILL)).isFalse();
      assertThat(Processes.pidOf(second)).isEqualTo(-1);
    } finally {
      child.pidfd().close();
    }
    assertThatThrownBy(() -> Processes.pidfd(child.pid())).hasMessageContaining("ESRCH");
  }

  @Test
  void startTimeIsField22() throws IOException {
    int self = POSIX.getpid();
    assertThat(Processes.startTime(self)).isEqualTo(field22(self)).isPositive();
    assertThat(Processes.startTime(1)).isEqualTo(field22(1));
  }

  @Test
  void aNameOfBlanksAndParenthesesIsNoFieldSeparator() throws IOException {
    Lab.needsFile("/bin/sleep", "the program that gets an odd name");
    Path odd = Files.copy(Path.of("/bin/sleep").toRealPath(), dir.resolve("a) Z 1 (b"));
    SyscallProgram p = new SyscallProgram();
    p.execve(odd.toString(), List.of("sleep", "1000"), List.of());
    Child child = Clone.spawn(p, 0, Optional.empty());
    assertThat(Files.readString(Path.of("/proc/" + child.pid() + "/stat"))).contains("(a) Z 1 (b)");
    assertThat(Processes.startTime(child.pid())).isEqualTo(field22(child.pid())).isPositive();
    Lab.kill(child);
  }

  @Test
  void aZombieHasNoStartTime() throws IOException {
    Child child = Lab.start("exit 0");
    try (Epoll epoll = new Epoll()) {
      epoll.add(child.pidfd(), 0);
      epoll.await(-1);
    }
    assertThat(Lab.children()).containsExactly(child.pid() + " Z");
    assertThat(field22(child.pid())).isPositive();
    assertThat(Processes.startTime(child.pid())).isZero();
    Lab.end(child);
    assertThat(Processes.startTime(child.pid())).isZero();
  }

  private static long field22(int pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[22 - 3]);
  }
}
