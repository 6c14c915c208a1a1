package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With real descriptors; a pipe stands for the signalfd. */
class WakeupsTest {
  private static final int SIGNALFD_SIGINFO = 128;
  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;
  private static final int SIGCHLD = 17;

  private final Descriptors.Pair signals = Descriptors.pipe();
  private final Descriptors.Pair pipe = Descriptors.pipe();
  private final Wakeups wakeups = new Wakeups(signals.first());
  private final List<String> read = new ArrayList<>();

  WakeupsTest() throws SyscallException {}

  @AfterEach
  void close() {
    close(signals);
    close(pipe);
  }

  private static void close(Descriptors.Pair pair) {
    pair.first().close();
    pair.second().close();
  }

  @Test
  void nothingHappensWhereNothingIs() throws SyscallException {
    wakeups.add(pipe.first(), () -> read.add("pipe"));
    assertThat(wakeups.await(0)).isFalse();
    assertThat(read).isEmpty();
  }

  @Test
  void aReaderIsCalledUntilItHasRead() throws SyscallException {
    wakeups.add(pipe.first(), () -> read.add("pipe"));
    pipe.second().write(new byte[] {1});
    wakeups.await(-1);
    wakeups.await(-1);
    assertThat(read).containsExactly("pipe", "pipe");
    drain(pipe.first());
    wakeups.await(0);
    assertThat(read).hasSize(2);
  }

  @Test
  void aReaderHearsOfTheEnd() throws SyscallException {
    wakeups.add(pipe.first(), () -> read.add("end"));
    pipe.second().close();
    wakeups.await(-1);
    assertThat(read).containsExactly("end");
  }

  @Test
  void oneThatWasRemovedIsNotCalled() throws SyscallException {
    wakeups.add(pipe.first(), () -> read.add("pipe"));
    pipe.second().write(new byte[] {1});
    wakeups.remove(pipe.first());
    wakeups.remove(pipe.first());
    assertThat(wakeups.await(0)).isFalse();
    assertThat(read).isEmpty();
  }

  /** Both are woken together; whoever comes first ends the other. */
  @Test
  void oneThatAnotherRemovedMeanwhileIsNotCalled() throws SyscallException {
    Descriptors.Pair other = Descriptors.pipe();
    List<Fd> both = List.of(pipe.first(), other.first());
    for (Fd fd : both) {
      wakeups.add(
          fd,
          () -> {
            read.add("one");
            both.forEach(wakeups::remove);
          });
    }
    pipe.second().write(new byte[] {1});
    other.second().write(new byte[] {1});
    wakeups.await(-1);
    assertThat(read).containsExactly("one");
    close(other);
  }

  /** The kernel gives the lowest free number, that of one just closed. */
  @Test
  void aDescriptorThatHasTheNumberOfAnEarlierOneIsAnotherOne() throws SyscallException {
    Descriptors.Pair gone = Descriptors.pipe();
    wakeups.add(gone.first(), () -> read.add("gone"));
    wakeups.remove(gone.first());
    close(gone);
    Descriptors.Pair fresh = Descriptors.pipe();
    wakeups.add(fresh.first(), () -> read.add("fresh"));
    fresh.second().write(new byte[] {1});
    wakeups.await(-1);
    assertThat(read).containsExactly("fresh");
    close(fresh);
  }

  @Test
  void anEventIsOverWhenItWasHeard() throws SyscallException {
    try (Fd event = Descriptors.event()) {
      wakeups.addEvent(event, () -> read.add("event"));
      event.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
      event.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
      wakeups.await(-1);
      wakeups.await(0);
      assertThat(read).containsExactly("event");
    }
  }

  @Test
  void onlyTermAndIntAskToStop() throws SyscallException {
    assertThat(signalled(SIGCHLD)).isFalse();
    assertThat(signalled(SIGTERM)).isTrue();
    assertThat(signalled(SIGINT)).isTrue();
    assertThat(signalled(SIGCHLD, SIGTERM, SIGCHLD)).isTrue();
    assertThat(wakeups.await(0)).isFalse();
  }

  private boolean signalled(int... numbers) throws SyscallException {
    byte[] infos = new byte[numbers.length * SIGNALFD_SIGINFO];
    for (int i = 0; i < numbers.length; i++) {
      infos[i * SIGNALFD_SIGINFO] = (byte) numbers[i];
    }
    signals.second().write(infos);
    return wakeups.await(-1);
  }

  private static void drain(Fd fd) throws SyscallException {
    try (NativeBuffer buffer = new NativeBuffer(16)) {
      assertThat(fd.read(buffer)).isEqualTo(1);
    }
  }
}
