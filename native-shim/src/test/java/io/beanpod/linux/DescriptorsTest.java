package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
  private static final int TGKILL = 234;
  private static final int SIGUSR1 = 10;
  private static final int SIGINFO_SIZE = 128;

  @Test
  void aPipeCarriesBytesAndIsCloseOnExec() throws IOException {
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd read = pipe.first()) {
      try (Fd write = pipe.second()) {
        assertThat(flags(read)).isEqualTo(Fd.O_CLOEXEC);
        assertThat(flags(write)).isEqualTo(Fd.O_CLOEXEC | Fd.O_WRONLY);
        write.write("hello".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(Lab.readAll(read)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
    }
  }

  @Test
  void aPipeCanHoldMore() throws IOException {
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd read = pipe.first();
        Fd write = pipe.second()) {
      Descriptors.pipeCapacity(write, 256 * 1024);
      assertThat(Kernel.call(Nr.FCNTL, read.number(), 1032)).isEqualTo(256 * 1024); // F_GETPIPE_SZ
    }
  }

  @Test
  void socketsOfAPairTalkBothWays() throws IOException {
    Descriptors.Pair pair = Descriptors.socketpair();
    try (Fd a = pair.first();
        Fd b = pair.second();
        NativeBuffer buffer = new NativeBuffer(8)) {
      a.write(new byte[] {1, 2});
      assertThat(b.read(buffer)).isEqualTo(2);
      b.write(new byte[] {3});
      assertThat(a.read(buffer)).isEqualTo(1);
      assertThat(buffer.byteAt(0)).isEqualTo((byte) 3);
      assertThat(UnixSocket.peerUid(a)).isEqualTo((int) Kernel.call(Nr.GETUID));
    }
  }

  @Test
  void anEventCountsAndDoesNotBlock() throws IOException {
    try (Fd event = Descriptors.event();
        NativeBuffer buffer = new NativeBuffer(8)) {
      assertThat(event.read(buffer)).isEqualTo(-1);
      event.write(new byte[] {2, 0, 0, 0, 0, 0, 0, 0});
      event.write(new byte[] {3, 0, 0, 0, 0, 0, 0, 0});
      assertThat(event.read(buffer)).isEqualTo(8);
      assertThat(buffer.longAt(0)).isEqualTo(5);
      assertThat(event.read(buffer)).isEqualTo(-1);
    }
  }

  @Test
  void nonBlockingKeepsTheOtherFlags() throws IOException {
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd read = pipe.first();
        Fd write = pipe.second()) {
      Descriptors.nonBlocking(write);
      assertThat(flags(write)).isEqualTo(Fd.O_CLOEXEC | Fd.O_WRONLY | Fd.O_NONBLOCK);
      assertThat(flags(read)).isEqualTo(Fd.O_CLOEXEC);
    }
  }

  /** In a thread of its own, which ends with its signal mask. */
  @Test
  void aBlockedSignalIsReadAsData() throws Exception {
    FutureTask<int[]> reader =
        new FutureTask<>(
            () -> {
              Descriptors.blockSignals(1L << SIGUSR1 - 1);
              try (Fd signals = Descriptors.signals(1L << SIGUSR1 - 1);
                  NativeBuffer info = new NativeBuffer(SIGINFO_SIZE)) {
                assertThat(signals.read(info)).as("none yet").isEqualTo(-1);
                long pid = ProcessHandle.current().pid();
                // To this thread alone: another one of the JVM does not block it.
                long r = Kernel.call(TGKILL, pid, Kernel.call(Nr.GETTID), SIGUSR1);
                assertThat(r).isZero();
                assertThat(signals.read(info)).isEqualTo(SIGINFO_SIZE);
                return new int[] {info.intAt(0), info.intAt(12)}; // ssi_signo, ssi_pid
              }
            });
    Thread thread = Thread.ofPlatform().start(reader);
    thread.join();
    assertThat(reader.get()).containsExactly(SIGUSR1, (int) ProcessHandle.current().pid());
  }

  private static int flags(Fd fd) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd.number()))) {
      if (line.startsWith("flags:")) {
        return Integer.parseInt(line.substring(6).strip(), 8) & ~0x8000; // O_LARGEFILE
      }
    }
    throw new IOException("no flags of " + fd);
  }
}
