package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FdPassingTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void descriptorsComeOutInOrder() throws IOException {
    TreeSet<String> before = Lab.descriptors();
    Descriptors.Pair sockets = Descriptors.socketpair();
    Descriptors.Pair one = Descriptors.pipe();
    Descriptors.Pair two = Descriptors.pipe();
    FdPassing.send(sockets.first(), ascii("two\n"), List.of(one.second(), two.second()));
    one.second().close();
    two.second().close();
    FdPassing.Message message = FdPassing.receive(sockets.second(), 100);
    assertThat(message.bytes()).isEqualTo(ascii("two\n"));
    assertThat(message.fds()).hasSize(2);
    message.fds().get(0).write(ascii("first"));
    message.fds().get(1).write(ascii("second"));
    message.fds().forEach(Fd::close);
    assertThat(Lab.readAll(one.first())).isEqualTo(ascii("first"));
    assertThat(Lab.readAll(two.first())).isEqualTo(ascii("second"));
    for (Fd fd : List.of(sockets.first(), sockets.second(), one.first(), two.first())) {
      fd.close();
    }
    assertThat(Lab.descriptors()).isEqualTo(before);
  }

  @Test
  void bytesAloneAndTheEndComeToo() throws IOException {
    Descriptors.Pair sockets = Descriptors.socketpair();
    try (Fd first = sockets.first();
        Fd second = sockets.second()) {
      FdPassing.send(first, ascii("error: no\n"), List.of());
      FdPassing.Message message = FdPassing.receive(second, 100);
      assertThat(message.bytes()).isEqualTo(ascii("error: no\n"));
      assertThat(message.fds()).isEmpty();
      first.close();
      assertThat(FdPassing.receive(second, 100).bytes()).isEmpty();
    }
  }

  @Test
  void whatFollowsStaysBehindTheMessageWithDescriptors() throws IOException {
    Descriptors.Pair sockets = Descriptors.socketpair();
    try (Fd first = sockets.first();
        Fd second = sockets.second()) {
      FdPassing.send(first, ascii("fds\n"), List.of(first));
      first.write(ascii("ok\n"));
      FdPassing.Message message = FdPassing.receive(second, 100);
      assertThat(message.bytes()).isEqualTo(ascii("fds\n"));
      message.fds().forEach(Fd::close);
      assertThat(FdPassing.receive(second, 100).bytes()).isEqualTo(ascii("ok\n"));
    }
  }

  @Test
  void anEmptyMessageCantCarryDescriptors() throws IOException {
    Descriptors.Pair sockets = Descriptors.socketpair();
    try (Fd first = sockets.first();
        Fd second = sockets.second()) {
      assertThatThrownBy(() -> FdPassing.send(first, new byte[0], List.of(second)))
          .isInstanceOf(IllegalArgumentException.class);
      List<Fd> tooMany = Collections.nCopies(17, second);
      assertThatThrownBy(() -> FdPassing.send(first, new byte[1], tooMany))
          .isInstanceOf(IllegalArgumentException.class);
      second.close();
      assertThatThrownBy(() -> FdPassing.send(first, new byte[1], List.of()))
          .hasMessageContaining("EPIPE");
    }
  }
}
