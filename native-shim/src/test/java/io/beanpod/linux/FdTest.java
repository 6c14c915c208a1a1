package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdTest {
  @TempDir Path dir;

  @Test
  void aSecondCloseDoesNotCloseAnothersDescriptor() throws IOException {
    Fd first = Fd.open("/dev/null", Fd.O_RDONLY, 0);
    int number = first.number();
    first.close();
    try (Fd second = Fd.open("/dev/null", Fd.O_RDONLY, 0)) {
      assertThat(second.number()).as("the lowest free number").isEqualTo(number);
      first.close();
      assertThat(Files.exists(Path.of("/proc/self/fd/" + number))).isTrue();
    }
    assertThat(Files.exists(Path.of("/proc/self/fd/" + number))).isFalse();
  }

  @Test
  void aClosedOneHasNoNumber() throws IOException {
    Fd fd = Fd.open("/dev/null", Fd.O_RDONLY, 0);
    fd.close();
    assertThatThrownBy(fd::number)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(fd::release).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> fd.write(new byte[1])).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReleasedOneStaysOpen() throws IOException {
    Fd fd = Fd.open("/dev/null", Fd.O_RDONLY, 0);
    int number = fd.release();
    fd.close();
    try (Fd again = Fd.of(number)) {
      assertThat(Files.exists(Path.of("/proc/self/fd/" + again.number()))).isTrue();
    }
  }

  @Test
  void openIsCloseOnExec() throws IOException {
    try (Fd fd = Fd.open("/dev/null", Fd.O_RDONLY, 0)) {
      assertThat(Files.readString(Path.of("/proc/self/fdinfo/" + fd.number())))
          .containsPattern("flags:\\s+02\\d{6}\n");
    }
  }

  @Test
  void anOpenThatFailsNamesThePath() {
    assertThatThrownBy(() -> Fd.open(dir + "/missing", Fd.O_RDONLY, 0))
        .isInstanceOf(SyscallException.class)
        .hasMessage("open " + dir + "/missing: ENOENT (No such file or directory)");
    assertThatThrownBy(() -> Fd.open(dir + "/a\0b", Fd.O_RDONLY, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL");
  }

  /** The pipe takes 64 KiB at a time: the rest waits until the reader has made room. */
  @Test
  void aWriteThatDoesNotFitAtOnceIsFinished() throws Exception {
    byte[] sent = new byte[1_000_003];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i * 31 >> 3);
    }
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd read = pipe.first()) {
      FutureTask<Void> writer =
          new FutureTask<>(
              () -> {
                try (Fd write = pipe.second();
                    NativeBuffer buffer = new NativeBuffer(1000)) {
                  // Non-blocking writes would fail with EAGAIN here; a blocking one is one call or
                  // many, as signals and room allow.
                  write.write(Arrays.copyOf(sent, sent.length - 1000));
                  buffer.copyFrom(sent, sent.length - 1000, 0, 1000);
                  write.write(buffer, 0, 400);
                  write.write(buffer, 400, 600);
                }
                return null;
              });
      Thread thread = Thread.ofPlatform().start(writer);
      assertThat(Lab.readAll(read)).isEqualTo(sent);
      thread.join();
      writer.get();
    }
  }

  @Test
  void whatIsWrittenIsInsideTheBuffer() throws IOException {
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd read = pipe.first();
        Fd write = pipe.second();
        NativeBuffer buffer = new NativeBuffer(16)) {
      assertThatThrownBy(() -> write.write(buffer, 8, 9))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> write.write(buffer, -1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> write.write(buffer, 0, -1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      write.close();
      assertThat(Lab.readAll(read)).isEmpty();
    }
  }

  @Test
  void aReaderThatIsGoneIsAnError() throws IOException {
    Descriptors.Pair pipe = Descriptors.pipe();
    pipe.first().close();
    try (Fd write = pipe.second()) {
      assertThatThrownBy(() -> write.write(new byte[1]))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPIPE))
          .hasMessageContaining("write fd " + write.number());
    }
  }

  @Test
  void readTellsNothingNowFromTheEnd() throws IOException {
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd read = pipe.first();
        NativeBuffer buffer = new NativeBuffer(8)) {
      Descriptors.nonBlocking(read);
      assertThat(read.read(buffer)).isEqualTo(-1);
      pipe.second().write("0123456789".getBytes(StandardCharsets.US_ASCII));
      assertThat(read.read(buffer)).isEqualTo(8);
      assertThat(read.read(buffer)).isEqualTo(2);
      assertThat(buffer.byteAt(0)).isEqualTo((byte) '8');
      pipe.second().close();
      assertThat(read.read(buffer)).isZero();
    }
  }

  @Test
  void freedMemoryIsNotReadInto() throws IOException {
    NativeBuffer buffer = new NativeBuffer(8);
    buffer.close();
    try (Fd zero = Fd.open("/dev/zero", Fd.O_RDONLY, 0)) {
      assertThatThrownBy(() -> zero.read(buffer)).isInstanceOf(IllegalStateException.class);
    }
  }
}
