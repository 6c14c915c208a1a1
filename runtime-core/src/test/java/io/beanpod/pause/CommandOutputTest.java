package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.ProbeOutcome;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommandOutputTest {
  @Test
  void readsToTheEnd() throws SyscallException {
    Descriptors.Pair pipe = Descriptors.pipe();
    try (Fd ours = pipe.first();
        NativeBuffer buffer = new NativeBuffer(4)) {
      Descriptors.nonBlocking(ours);
      CommandOutput output = new CommandOutput(ours);
      try (Fd theirs = pipe.second()) {
        theirs.write("first ".getBytes(StandardCharsets.UTF_8));
        assertThat(output.read(buffer)).isTrue();
        theirs.write("second".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(output.read(buffer)).isFalse();
      assertThat(output.text()).isEqualTo("first second");
    }
  }

  /** /dev/zero is what a command looks like that prints faster than it is read. */
  @Test
  void anEndlessOneIsLeftAfterAPipesWorthAndItsBeginningKept() throws SyscallException {
    try (Fd endless = Fd.open("/dev/zero", Fd.O_RDONLY, 0);
        NativeBuffer buffer = new NativeBuffer(4096)) {
      CommandOutput output = new CommandOutput(endless);
      assertThat(output.read(buffer)).isTrue();
      assertThat(output.read(buffer)).isTrue();
      assertThat(output.text()).hasSize(ProbeOutcome.MAX_OUTPUT);
    }
  }
}
