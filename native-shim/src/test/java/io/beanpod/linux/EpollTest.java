package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpollTest {
  @Test
  void onlyWhatIsReadyIsNamed() throws IOException {
    Descriptors.Pair a = Descriptors.pipe();
    Descriptors.Pair b = Descriptors.pipe();
    try (Epoll epoll = new Epoll()) {
      epoll.add(a.first(), 1);
      epoll.add(b.first(), Long.MIN_VALUE + 7);
      assertThat(epoll.await(0)).isZero();
      b.second().write(new byte[1]);
      assertThat(epoll.await(-1)).isEqualTo(1);
      assertThat(epoll.key(0)).isEqualTo(Long.MIN_VALUE + 7);
      assertThatThrownBy(() -> epoll.key(1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> epoll.key(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      epoll.remove(b.first());
      assertThat(epoll.await(0)).isZero();
      a.second().close(); // the end of a pipe wakes too
      assertThat(epoll.await(-1)).isEqualTo(1);
      assertThat(epoll.key(0)).isEqualTo(1);
    } finally {
      close(a);
      close(b);
    }
  }

  @Test
  void moreThanOneRoundfulIsToldBitByBit() throws IOException {
    int n = 70;
    List<Fd> events = new ArrayList<>();
    Set<Long> keys = new HashSet<>();
    try (Epoll epoll = new Epoll()) {
      for (int i = 0; i < n; i++) {
        Fd event = Descriptors.event();
        events.add(event);
        epoll.add(event, i);
        event.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
      }
      while (keys.size() < n) {
        int ready = epoll.await(0);
        assertThat(ready).isPositive();
        for (int i = 0; i < ready; i++) {
          keys.add(epoll.key(i));
          epoll.remove(events.get((int) epoll.key(i)));
        }
      }
      assertThat(epoll.await(0)).isZero();
    } finally {
      events.forEach(Fd::close);
    }
  }

  @Test
  void aFileCantBeWatched() throws IOException {
    try (Epoll epoll = new Epoll();
        Fd file = Fd.open("/etc/passwd", Fd.O_RDONLY, 0)) {
      assertThatThrownBy(() -> epoll.add(file, 0))
          .isInstanceOf(SyscallException.class)
          .hasMessageContaining("epoll_ctl fd " + file.number() + ": EPERM");
    }
  }

  private static void close(Descriptors.Pair pair) {
    pair.first().close();
    pair.second().close();
  }
}
