package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How children end; jnr-posix's waitpid looks at a twin as the oracle. */
class WaitingTest {
  private static final POSIX POSIX = POSIXFactory.getPOSIX();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "exit 1",
        "exit 42",
        "exit 127",
        "exit 255",
        "kill -9 $$",
        "kill -15 $$",
        "ulimit -c 0; kill -ABRT $$",
        "kill -HUP $$",
        "ulimit -c 0; kill -SEGV $$"
      })
  void theStatusIsWhatWaitpidDecodes(String script) throws IOException {
    Child child = Lab.start(script);
    Waiting.Exit exit = Lab.end(child);
    assertThat(exit.pid()).isEqualTo(child.pid());

    Child twin = Lab.start(script);
    int[] status = new int[1];
    assertThat(POSIX.waitpid(twin.pid(), status, 0)).isEqualTo(twin.pid());
    twin.pidfd().close();
    int signal = status[0] & 0x7f; // WTERMSIG
    int code = status[0] >> 8 & 0xff; // WEXITSTATUS
    assertThat(exit.signal()).isEqualTo(signal);
    assertThat(exit.exitCode()).isEqualTo(signal == 0 ? code : 128 + signal);
  }

  @Test
  void aChildIsReapedOnce() throws IOException {
    Child child = Lab.start("exit 0");
    try (Fd pidfd = child.pidfd()) {
      assertThat(pidfd.number()).isPositive();
      assertThat(Waiting.reap(child)).isPresent();
      assertThat(Waiting.reap(child)).isEmpty();
    }
    assertThatThrownBy(() -> Waiting.reap(child)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void reapWaitsForItsOwnChildOnly() throws IOException {
    Child other = Lab.start("exit 9");
    Child mine = Lab.start("exit 8");
    assertThat(Lab.end(mine).exitCode()).isEqualTo(8);
    assertThat(Lab.end(other).exitCode()).isEqualTo(9);
  }

  @Test
  void reapAnyNeverWaits() throws IOException {
    assertThat(Waiting.reapAny()).as("no child at all").isEmpty();
    Child child = Lab.sleeper();
    assertThat(Waiting.reapAny()).as("none that has ended").isEmpty();
    assertThat(Lab.kill(child).signal()).isEqualTo(Processes.SIGKILL);
  }

  @Test
  void reapAnyFindsEach() throws IOException {
    Map<Integer, Integer> due = new HashMap<>();
    Map<Integer, Integer> found = new HashMap<>();
    try (Epoll epoll = new Epoll()) {
      for (int i = 0; i < 5; i++) {
        Child child = Lab.start("exit " + (10 + i));
        due.put(child.pid(), 10 + i);
        try (Fd pidfd = child.pidfd()) {
          epoll.add(pidfd, i); // it is readable when the child has ended
          assertThat(epoll.await(-1)).isEqualTo(1);
          epoll.remove(pidfd);
        }
      }
    }
    for (Optional<Waiting.Exit> e = Waiting.reapAny(); e.isPresent(); e = Waiting.reapAny()) {
      found.put(e.get().pid(), e.get().exitCode());
    }
    assertThat(found).isEqualTo(due);
    assertThat(Lab.children()).isEmpty();
  }
}
